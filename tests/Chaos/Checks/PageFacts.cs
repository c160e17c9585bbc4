namespace OrleansCalls.Chaos.Checks;

/// <summary>The part of a call's page that is looked at.</summary>
internal sealed record PageFacts(string Status, string Phase, RecordingFacts Recording, SummaryFacts? Summary);
