namespace OrleansCalls.Chaos.Checks;

/// <summary>What can be seen of a call from outside when all is over.</summary>
internal sealed record CallFacts
{
    /// <summary>The rows of <c>coaching_sessions</c> with the room's name.</summary>
    public required IReadOnlyList<SessionFacts> Rows { get; init; }

    /// <summary>The rows of <c>fred_episodic_memory</c> with the call's content hash.</summary>
    public required IReadOnlyList<MemoryFacts> Memories { get; init; }

    /// <summary>When the call's state wants to be looked at again.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary><c>GET /api/calls/{room}</c>; null when it was not answered.</summary>
    public required PageFacts? Page { get; init; }

    /// <summary><c>GET /api/calls/{room}/transcript</c>; null when it was not answered.</summary>
    public required IReadOnlyList<LineFacts>? Transcript { get; init; }

    /// <summary>What the sandbox uploaded for the room, and what lies in the bucket under its key.</summary>
    public required IReadOnlyList<UploadFacts> Uploads { get; init; }
}

/// <summary>A row of <c>coaching_sessions</c>.</summary>
internal sealed record SessionFacts(
    string Id,
    string UserId,
    string Status,
    string? CallType,
    DateTimeOffset? EndedAt,
    string? Summary,
    int? NextActions,
    string? RecordingUrl,
    IReadOnlyList<LineFacts>? Transcript);

/// <summary>A row of <c>fred_episodic_memory</c>.</summary>
/// <param name="SessionId">The id of the session's row.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Content">The summary in it.</param>
internal sealed record MemoryFacts(string SessionId, string UserId, string? Content);

/// <summary>A line of a transcript.</summary>
internal sealed record LineFacts(string Speaker, string Text);

/// <summary>The part of a call's page that is looked at.</summary>
internal sealed record PageFacts(string Status, string Phase, RecordingFacts Recording, SummaryFacts? Summary);

/// <summary>Where a recording stands.</summary>
internal sealed record RecordingFacts(string State, string? Reason, IReadOnlyList<SegmentFacts> Segments);

/// <summary>What one recorder made.</summary>
internal sealed record SegmentFacts(string? EgressId, string State, string? Reason, long? SizeBytes);

/// <summary>A summary.</summary>
internal sealed record SummaryFacts(string Text, string Source);

/// <summary>A file that the sandbox uploaded.</summary>
/// <param name="EgressId">Whose.</param>
/// <param name="Key">Where to.</param>
/// <param name="Size">In bytes, as uploaded.</param>
/// <param name="Sha256">Of what was uploaded, in lower-case hex.</param>
/// <param name="Stored">What lies there now; null: nothing.</param>
internal sealed record UploadFacts(string EgressId, string Key, long Size, string Sha256, ObjectFacts? Stored);

/// <summary>An object in the bucket.</summary>
internal sealed record ObjectFacts(long Size, string Sha256);
