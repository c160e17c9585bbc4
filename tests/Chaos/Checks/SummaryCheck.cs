using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Chaos.Checks;

/// <summary>There is a summary; where anything was said it is the model's, and knows the whole transcript as it is now.</summary>
internal static class SummaryCheck
{
    public static IEnumerable<string> Complaints(SessionFacts row, PageFacts page, IReadOnlyList<LineFacts> lines)
    {
        if (string.IsNullOrWhiteSpace(row.Summary) || page.Summary is null)
        {
            yield return "it has no summary";
            yield break;
        }

        if (row.NextActions is not 3)
        {
            yield return $"it has {row.NextActions ?? 0} next actions";
        }

        if (row.Summary != page.Summary.Text)
        {
            yield return "its row has another summary than its page";
        }

        if (lines.Count > 0 && page.Summary.Source != "model")
        {
            yield return $"its summary is still the {page.Summary.Source}'s";
        }
        else if (lines.Count > 0 && row.Summary != ModelSummaryOf(TextOf(lines)))
        {
            yield return "its summary was made of another transcript";
        }
    }

    /// <summary>What the model of this run makes of a transcript.</summary>
    public static string ModelSummaryOf(string transcript) =>
        $"{transcript.Split('\n').Length} lines were said, fingerprint {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(transcript)))[..16]}.";

    internal static string TextOf(IReadOnlyList<LineFacts> lines) =>
        string.Join('\n', lines.Select(line => $"{(line.Speaker is "user" ? "Founder" : "Fred")}: {line.Text}"));
}
