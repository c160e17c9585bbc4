namespace OrleansCalls.Chaos.Checks;

/// <summary>What one recorder made.</summary>
internal sealed record SegmentFacts(string? EgressId, string State, string? Reason, long? SizeBytes);
