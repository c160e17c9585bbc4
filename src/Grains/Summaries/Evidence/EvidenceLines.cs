using System.Globalization;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>What a summary tells of the lines that it rests on.</summary>
internal static class EvidenceLines
{
    /// <summary>A line of a transcript as evidence.</summary>
    /// <param name="lines">The transcript.</param>
    /// <param name="line">From 0.</param>
    public static EvidenceLine Of(IReadOnlyList<TranscriptLine> lines, int line) => new()
    {
        Line = line + 1,
        SegmentId = lines[line].SegmentId,
        ClientLine = lines[line].ClientLine,
        StartedAt = lines[line].StartedAt ?? Time(lines[line].Timestamp),
    };

    /// <summary>
    /// The summary of a transcript that says the same, with its evidence as it is known now: a line that only the client knew may
    /// have become a segment, and a segment may be sent again with another time.
    /// </summary>
    public static CallSummary Renewed(CallSummary summary, IReadOnlyList<TranscriptLine> lines) =>
        summary.Evidence is not { } evidence ? summary : summary with
        {
            Evidence = evidence with
            {
                Decisions = Renewed(evidence.Decisions, lines),
                NextActions = Renewed(evidence.NextActions, lines),
            },
        };

    /// <summary>Whether <see cref="Renewed(CallSummary, IReadOnlyList{TranscriptLine})"/> would change nothing.</summary>
    public static bool AreAsKnown(CallSummary summary, IReadOnlyList<TranscriptLine> lines) =>
        summary.Evidence is not { } evidence || evidence.Decisions.Concat(evidence.NextActions).SelectMany(item => item)
            .All(known => known.Line < 1 || known.Line > lines.Count || Of(lines, known.Line - 1) == known);

    private static IReadOnlyList<IReadOnlyList<EvidenceLine>> Renewed(
        IReadOnlyList<IReadOnlyList<EvidenceLine>> items, IReadOnlyList<TranscriptLine> lines) =>
        [.. items.Select(item => (IReadOnlyList<EvidenceLine>)[.. item.Select(known =>
            known.Line >= 1 && known.Line <= lines.Count ? Of(lines, known.Line - 1) : known)])];

    // Clients write what they like: only a whole time with its zone is one.
    private static DateTimeOffset? Time(string? written) =>
        written is { Length: > 19 } && (written.EndsWith('Z') || written.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParseExact(
            written, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
