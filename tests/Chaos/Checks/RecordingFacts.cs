namespace OrleansCalls.Chaos.Checks;

/// <summary>Where a recording stands.</summary>
/// <param name="State">Of the whole.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Segments">What each recorder made.</param>
/// <param name="Coverage">Recorded time over talked time, from 0 to 1; null where nobody talked.</param>
/// <param name="Gaps">Of more than a second.</param>
internal sealed record RecordingFacts(
    string State, string? Reason, IReadOnlyList<SegmentFacts> Segments, double? Coverage, IReadOnlyList<GapFacts> Gaps);
