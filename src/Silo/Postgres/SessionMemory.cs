namespace OrleansCalls.Silo.Postgres;

/// <summary>The content of a call's row in <c>fred_episodic_memory</c>.</summary>
internal sealed record SessionMemory
{
    public string Role { get; init; } = "assistant";

    public required string Content { get; init; }

    public string Channel { get; init; } = "voice";

    public required string CallType { get; init; }

    public required int? DurationSeconds { get; init; }

    public required IReadOnlyList<string> Decisions { get; init; }

    public required IReadOnlyList<string> NextActions { get; init; }

    /// <summary>Characters of the transcript's text.</summary>
    public required int TranscriptLength { get; init; }
}
