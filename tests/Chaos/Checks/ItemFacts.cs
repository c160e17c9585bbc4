namespace OrleansCalls.Chaos.Checks;

/// <summary>A decision or a next action.</summary>
internal sealed record ItemFacts(string Text, IReadOnlyList<EvidenceFacts> Evidence, bool Generic = false);
