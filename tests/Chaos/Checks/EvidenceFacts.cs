namespace OrleansCalls.Chaos.Checks;

/// <summary>A line that a decision or a next action rests on.</summary>
internal sealed record EvidenceFacts(string? SegmentId, string? ClientLine, double? RecordingSecond, string? RecordingSegment)
{
    /// <summary>What the line is called.</summary>
    public string? Name => SegmentId ?? ClientLine;
}
