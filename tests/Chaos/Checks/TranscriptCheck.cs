using System.Text;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Every acknowledged line stands in the transcript exactly once and in order, and nothing else does. In a life no text occurs twice.</summary>
internal static class TranscriptCheck
{
    public static IEnumerable<string> Complaints(CallLedger ledger, IReadOnlyList<LineFacts> lines)
    {
        List<(string Speaker, string Text)> standing = [.. lines.Select(line => (line.Speaker, Comparable(line.Text)))];
        var sent = ledger.Segments.GroupBy(version => version.Segment.Id).Select(versions => new SegmentVersions([.. versions])).ToList();
        var client = ledger.ClientLines.Select(line => (line.Speaker, Text: Comparable(line.Text))).ToHashSet();
        var heard = ledger.Life.Lines.Where(line => line.ClientHears && ledger.Life.HandIns > 0).Select(line => (line.Speaker, Comparable(line.ClientText)));

        foreach (var twice in standing.CountBy(line => line).Where(line => line.Value > 1))
        {
            yield return $"a line stands {twice.Value} times in its transcript";
        }

        HashSet<(string, string)> known = [.. sent.SelectMany(segment => segment.All), .. client, .. heard];
        var invented = standing.Count(line => !known.Contains(line));
        if (invented > 0)
        {
            yield return $"{invented} lines in its transcript were never said";
        }

        foreach (var segment in sent.Where(segment => segment.IsOwed && !segment.MayStand.Any(standing.Contains)))
        {
            yield return $"the acknowledged segment {segment.Id} is not in its transcript";
        }

        foreach (var segment in sent.Where(segment => segment.Superseded.Any(text => standing.Contains(text) && !client.Contains(text))))
        {
            yield return $"an older version of the segment {segment.Id} stands in its transcript";
        }

        var lost = client.Count(line => !standing.Contains(line));
        if (lost > 0)
        {
            yield return $"{lost} acknowledged lines of the client are not in its transcript";
        }

        List<int> places =
        [
            .. sent.Where(segment => segment.IsOwed).OrderBy(segment => segment.StartedAt)
                .Select(segment => standing.FindIndex(segment.MayStand.Contains)).Where(place => place >= 0),
        ];
        if (!places.SequenceEqual(places.Order()))
        {
            yield return "its acknowledged segments are out of order";
        }
    }

    /// <summary>The row and the API tell the same transcript.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<LineFacts> row, IReadOnlyList<LineFacts>? api) =>
        api is null ? ["its transcript was not answered"]
        : row.SequenceEqual(api) ? []
        : [$"its row has other lines ({row.Count}) than the API tells ({api.Count})"];

    /// <summary>The form in which two spellings of one utterance are the same.</summary>
    internal static string Comparable(string text)
    {
        var form = new StringBuilder(text.Length);
        foreach (var character in text.Where(char.IsLetterOrDigit))
        {
            form.Append(char.ToLowerInvariant(character));
        }

        return form.ToString();
    }
}
