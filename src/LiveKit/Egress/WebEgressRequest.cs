namespace OrleansCalls.LiveKit.Egress;

/// <summary>A recording of a web page, which needs no room and nobody who speaks. A browser on the worker opens the page, and the recording begins.</summary>
public sealed record WebEgressRequest
{
    /// <summary>The page, by http or https, as the worker reaches it.</summary>
    public required string Url { get; init; }

    /// <summary>Sound only, which may be silence.</summary>
    public bool AudioOnly { get; init; }

    /// <summary>Where the recording goes: one file at most.</summary>
    public required IReadOnlyList<EncodedFileOutput> FileOutputs { get; init; }
}
