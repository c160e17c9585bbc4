using System.Security.Cryptography;
using System.Text;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>
/// Names the lines that only the client knew, by who said what: clients give no ids, and a line's place changes when more words
/// come. The second of two equal lines has a 2, and so on.
/// </summary>
internal static class ClientLineNames
{
    private const string Prefix = "client-";
    private const int Digits = 16;

    /// <summary>The lines, named.</summary>
    public static IReadOnlyList<TranscriptLine> Given(IReadOnlyList<TranscriptLine> lines)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return lines.All(line => line.SegmentId is not null) ? lines : [.. lines.Select(line =>
        {
            if (line.SegmentId is not null)
            {
                return line;
            }

            var name = Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{line.Speaker.Name()}:{line.Text}")))[..Digits];
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            return line with { ClientLine = times is 1 ? name : $"{name}-{times}" };
        })];
    }
}
