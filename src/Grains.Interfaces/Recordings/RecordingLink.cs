namespace OrleansCalls.Grains.Interfaces.Recordings;

/// <summary>A short-lived link to the recording's bytes. Never stored, never logged.</summary>
[GenerateSerializer, Immutable, Alias("RecordingLink")]
public sealed record RecordingLink
{
    /// <summary>How long a link can be followed.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Presigned; whoever has it can read the object until it expires.</summary>
    [Id(0)] public required string Url { get; init; }

    [Id(1)] public required DateTimeOffset ExpiresAt { get; init; }

    [Id(2)] public required string ContentType { get; init; }

    [Id(3)] public required RecordingSegment Segment { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(RecordingLink);
}
