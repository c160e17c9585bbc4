namespace OrleansCalls.Chaos.Checks;

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
