namespace OrleansCalls.Chaos.Checks;

/// <summary>A line of a transcript as the API tells it.</summary>
internal sealed record NamedLine(string Speaker, string Text, string? SegmentId, string? ClientLine)
{
    /// <summary>What the line is called.</summary>
    public string? Name => SegmentId ?? ClientLine;
}
