namespace OrleansCalls.Chaos.Checks;

/// <summary>How much of the model's was left out.</summary>
internal sealed record DroppedFacts(int Decisions, int NextActions);
