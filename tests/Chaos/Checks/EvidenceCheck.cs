using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansCalls.Chaos.Checks;

/// <summary>
/// Decisions and next actions name the lines that say them, as the transcript calls them now, and where they are to be heard; what the
/// model invented is not there, and is counted.
/// </summary>
internal static partial class EvidenceCheck
{
    private const string Invented = "Open a bakery on the moon.";

    /// <summary>What the model of this run says of a transcript: its first line is a decision, its last one an action; two are invented.</summary>
    public static object ModelAnswerTo(string numbered)
    {
        string[] lines = [.. numbered.Split('\n').Select(line => Number().Replace(line, ""))];
        return new
        {
            summary = SummaryCheck.ModelSummaryOf(string.Join('\n', lines)),
            decisions = new[] { new { text = WordsOf(lines[0]), evidence = new[] { 1 } }, new { text = Invented, evidence = new[] { 1 } } },
            nextActions = new[] { new { text = WordsOf(lines[^1]), evidence = new[] { lines.Length, -1 } }, new { text = Invented, evidence = new[] { 0, 99_999 } } },
        };
    }

    /// <param name="page">The call's page.</param>
    /// <param name="lines">The transcript as the API tells it.</param>
    public static IEnumerable<string> Complaints(PageFacts page, IReadOnlyList<NamedLine> lines)
    {
        if (page.Summary is not { Source: "model" } summary || lines.Count == 0)
        {
            yield break;
        }

        if (summary.Dropped is not { Decisions: 1, NextActions: 1 })
        {
            yield return $"of what its model invented was left out: {JsonSerializer.Serialize(summary.Dropped)}";
        }

        if (summary.Decisions is not [{ Evidence: [var first] }] || first.Name != lines[0].Name)
        {
            yield return "its decision does not rest on its first line";
        }

        if (summary.NextActions is not [{ Generic: false, Evidence: [var last] }, { Generic: true, Evidence: [] }, { Generic: true, Evidence: [] }] || last.Name != lines[^1].Name)
        {
            yield return "its next action does not rest on its last line";
        }

        foreach (var heard in summary.Decisions.Concat(summary.NextActions).SelectMany(item => item.Evidence).Where(line => line.RecordingSecond is not null))
        {
            if (heard.RecordingSecond < 0 || page.Recording.Segments.All(segment => segment.EgressId != heard.RecordingSegment || segment.State != "ready"))
            {
                yield return "a line is to be heard where there is no recording";
            }
        }
    }

    private static string WordsOf(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex(@"\A\[\d+\] ")]
    private static partial Regex Number();
}
