namespace OrleansCalls.Chaos.Checks;

/// <summary>Where a recording stands.</summary>
internal sealed record RecordingFacts(string State, string? Reason, IReadOnlyList<SegmentFacts> Segments);
