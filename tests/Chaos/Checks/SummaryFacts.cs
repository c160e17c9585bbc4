namespace OrleansCalls.Chaos.Checks;

/// <summary>A summary.</summary>
internal sealed record SummaryFacts(
    string Text, string Source, IReadOnlyList<ItemFacts> Decisions, IReadOnlyList<ItemFacts> NextActions, DroppedFacts? Dropped);
