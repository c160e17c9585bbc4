using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Egress;

/// <summary>The file of a recording, filled in as the recording goes on: the name first, size and location after the upload.</summary>
public sealed record EgressFile
{
    /// <summary>The path within the bucket, without the prefix that the egress worker may be configured with.</summary>
    public string Filename { get; init; } = "";

    /// <summary>When the recording began: its time zero.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the recording ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its length; null when not known, or when LiveKit gave a negative one.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Bytes; zero when nothing was uploaded, or not yet.</summary>
    public long Size { get; init; }

    /// <summary>An address of varying form, malformed for some endpoints: for people, never to be parsed. "" when nothing was uploaded.</summary>
    public string Location { get; init; } = "";

    internal static EgressFile Read(ProtoObject file) => new()
    {
        Filename = file.Text("filename"),
        StartedAt = file.UnixNanoseconds("startedAt"),
        EndedAt = file.UnixNanoseconds("endedAt"),
        Duration = file.Nanoseconds("duration"),
        Size = Math.Max(0, file.Number("size") ?? 0),
        Location = file.Text("location"),
    };
}
