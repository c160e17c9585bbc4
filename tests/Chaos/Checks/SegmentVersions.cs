using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>What the worker sent under one segment's id, and which of it may stand in the end.</summary>
internal sealed class SegmentVersions
{
    private readonly List<SentSegment> ranked;
    private readonly int best;

    public SegmentVersions(IReadOnlyList<SentSegment> versions)
    {
        ranked = [.. versions.OrderBy(v => v.Segment.Final).ThenBy(v => v.Segment.EndedAt).ThenBy(v => v.Segment.Text, StringComparer.Ordinal)];
        best = ranked.FindLastIndex(version => version.Acknowledged);
    }

    public string Id => ranked[0].Segment.Id;

    public DateTimeOffset StartedAt => ranked[0].Segment.StartedAt;

    /// <summary>Whether any of it was acknowledged.</summary>
    public bool IsOwed => best >= 0;

    public IEnumerable<(string Speaker, string Text)> All => ranked.Select(Line);

    /// <summary>The greatest that was acknowledged, or a greater one whose acknowledgement was lost.</summary>
    public IReadOnlySet<(string Speaker, string Text)> MayStand => ranked.Skip(best).Select(Line).ToHashSet();

    /// <summary>What a greater one has taken the place of.</summary>
    public IEnumerable<(string Speaker, string Text)> Superseded => ranked.Take(best).Select(Line).Except(MayStand);

    private static (string Speaker, string Text) Line(SentSegment version) =>
        (version.Segment.Speaker, TranscriptCheck.Comparable(version.Segment.Text));
}
