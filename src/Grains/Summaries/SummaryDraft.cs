namespace OrleansCalls.Grains.Summaries;

/// <summary>What a model answered, before it is compared with what was said.</summary>
public sealed record SummaryDraft
{
    /// <summary>Not blank.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<DraftItem> Decisions { get; init; }

    /// <summary>At most three.</summary>
    public required IReadOnlyList<DraftItem> NextActions { get; init; }
}
