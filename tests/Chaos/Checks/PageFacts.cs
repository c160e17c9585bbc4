namespace OrleansCalls.Chaos.Checks;

/// <summary>The part of a call's page that is looked at.</summary>
internal sealed record PageFacts(
    string Status, string Phase, double? DurationSeconds, RecordingFacts Recording, SummaryFacts? Summary, IReadOnlyList<TimelineFacts>? Timeline);
