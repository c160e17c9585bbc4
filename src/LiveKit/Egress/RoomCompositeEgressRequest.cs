namespace OrleansCalls.LiveKit.Egress;

/// <summary>A recording of everybody in a room together. LiveKit refuses it (<c>not_found</c>) for a room that does not exist.</summary>
public sealed record RoomCompositeEgressRequest
{
    /// <summary>The room's name.</summary>
    public required string RoomName { get; init; }

    /// <summary>Sound only; without a layout this needs no browser on the worker, and a quarter of its CPU.</summary>
    public bool AudioOnly { get; init; }

    /// <summary>Where the recording goes: one file at most.</summary>
    public required IReadOnlyList<EncodedFileOutput> FileOutputs { get; init; }
}
