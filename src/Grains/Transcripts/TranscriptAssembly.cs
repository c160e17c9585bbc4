using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>Makes a call's transcript of the two things that are known: the agent's segments and the client's lines.</summary>
public static class TranscriptAssembly
{
    /// <summary>
    /// Every segment once, by start and then id, blank ones left out; between them the client's lines that no segment says
    /// already. Lines carry no ids, so they are matched in order, one to one, by speaker and words. An unmatched line stands
    /// right after the matched one before it, else right before the first matched one; where nothing matches, the client's
    /// lines follow the segments.
    /// </summary>
    /// <param name="segments">One for each id, in any order.</param>
    /// <param name="clientLines">In the client's order, which is kept.</param>
    public static IReadOnlyList<TranscriptLine> Assemble(
        IReadOnlyList<TranscriptSegment> segments,
        IReadOnlyList<TranscriptLine> clientLines) =>
        ClientLineNames.Given(Weave([.. segments
            .Where(segment => !string.IsNullOrWhiteSpace(segment.Text))
            .OrderBy(segment => segment.StartedAt)
            .ThenBy(segment => segment.Id, StringComparer.Ordinal)
            .Select(Line)], clientLines));

    /// <summary>
    /// The client's lines after one more submission: all that was stored, unchanged and in its order, and what the submission
    /// adds. The same submission again, or a part of it, changes nothing.
    /// </summary>
    public static IReadOnlyList<TranscriptLine> MergeClientLines(
        IReadOnlyList<TranscriptLine> stored,
        IReadOnlyList<TranscriptLine> submitted) =>
        Weave(stored, submitted);

    /// <summary>Whether a call may have so many lines of its client's.</summary>
    public static bool FitsClient(IReadOnlyList<TranscriptLine> lines) =>
        lines.Count <= TranscriptLimits.ClientLines && lines.Sum(line => (long)line.Text.Length) <= TranscriptLimits.ClientCharacters;

    private static List<TranscriptLine> Weave(
        IReadOnlyList<TranscriptLine> known,
        IReadOnlyList<TranscriptLine> heard)
    {
        TranscriptLine[] offered = [.. heard.Where(line => !string.IsNullOrWhiteSpace(line.Text))];
        var utterances = new Utterances();
        var matches = LongestCommonSubsequence.Match(utterances.Number(known), utterances.Number(offered));
        if (matches.All(match => match < 0))
        {
            return [.. known, .. offered];
        }

        int[] matchedRows = [.. Enumerable.Range(0, known.Count).Where(row => matches[row] >= 0)];
        var woven = new List<TranscriptLine>(known.Count + offered.Length);
        var (row, column) = (0, 0);
        void AddKnownUpTo(int end)
        {
            for (; row < end; row++)
            {
                woven.Add(known[row]);
            }
        }

        AddKnownUpTo(matchedRows[0]);
        foreach (var matched in matchedRows)
        {
            // What the client alone heard before this match follows the match before it, or leads the first one.
            woven.AddRange(offered[column..matches[matched]]);
            column = matches[matched] + 1;
            AddKnownUpTo(matched + 1);
        }

        woven.AddRange(offered[column..]);
        AddKnownUpTo(known.Count);
        return woven;
    }

    private static TranscriptLine Line(TranscriptSegment segment) => new()
    {
        Speaker = segment.Speaker,
        Text = segment.Text,
        Timestamp = segment.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        SegmentId = segment.Id,
        StartedAt = segment.StartedAt,
        EndedAt = segment.EndedAt,
        Final = segment.Final,
    };
}
