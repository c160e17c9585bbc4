using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

public sealed class EvidenceRuleProperties
{
    private static readonly string[] Pieces =
    [
        "call her ", "today, ", "Maria ", "ten ", "10% ", "1.5 ", "at 10:30 ", "Preiserhöhung ", "l'offre ", "позвонить ", "客户打电话", "電話する",
        "전화하세요 ", "โทรหาลูกค้า", "العميل ", "सूची ", "👍 ", "and ", "not ", "\u200d", "e\u0301 ", "…", "\ud83d", "١٢ ", "dix-sept ", "zweihundertfünfzig ",
        "Don't ", "q3 ", "三十五", "the ", "ﬁx ", "２０ ",
    ];

    [Property(MaxTest = 1_000)]
    public bool Carries_ALineInItsOwnWords_Always(byte[] seeds)
    {
        var lines = Said(seeds);
        var rule = new EvidenceRule(lines);

        return lines.Index()
            .Where(line => Tokens.Of(line.Item.Text).Any(token => token is not Token.Number))
            .All(line => rule.Carries(line.Item.Text, [line.Index]) || SaysNothing(line.Item.Text));
    }

    [Property(MaxTest = 500)]
    public bool Carries_ANumberThatNobodySaid_Never(byte[] seeds, uint number)
    {
        var lines = Said(seeds);
        var rule = new EvidenceRule(lines);

        return lines.Index().All(line => !rule.Carries($"{line.Item.Text} {number % 100_000 + 1_000_000}", [line.Index]));
    }

    [Property(MaxTest = 500)]
    public bool Carries_AnotherOrderOrTwice_TheSame(byte[] seeds, byte[] cited)
    {
        var (rule, item, lines) = Asked(seeds, cited);

        return rule.Carries(item, lines) == rule.Carries(item, [.. lines.Reverse(), .. lines]);
    }

    [Property(MaxTest = 500)]
    public bool Carries_OneLineMore_TakesNothingBack(byte[] seeds, byte[] cited, byte more)
    {
        var (rule, item, lines) = Asked(seeds, cited);

        return !rule.Carries(item, lines) || rule.Carries(item, [.. lines, more % Math.Max(1, seeds.Length)]);
    }

    [Property(MaxTest = 500)]
    public bool Carries_WordsOfNobody_Never(byte[] seeds)
    {
        var lines = Said(seeds);

        return !new EvidenceRule(lines).Carries("Zxqv wkjzx vvqkx.", [.. Enumerable.Range(0, lines.Length)]);
    }

    [Property(MaxTest = 1_000)]
    public void Carries_AnyStrings_NeverThrows(string?[] texts, string? item)
    {
        var lines = texts.Select((text, at) => new TranscriptLine { Speaker = (Speaker)(at % 2), Text = text ?? "" }).ToList();
        var rule = new EvidenceRule(lines);

        rule.Carries(item ?? "", [.. Enumerable.Range(0, lines.Count)]);
    }

    private static (EvidenceRule Rule, string Item, int[] Lines) Asked(byte[] seeds, byte[] cited)
    {
        var lines = Said(seeds);
        return lines.Length is 0
            ? (new EvidenceRule(lines), "call her", [])
            : (new EvidenceRule(lines), string.Concat(cited.Select(Piece)), [.. cited.Take(3).Select(at => at % lines.Length)]);
    }

    // Particles alone are no words, and a mark is none without its letter.
    private static bool SaysNothing(string text) =>
        Tokens.Of(text).All(token => token is Token.Number or Token.Word { Form: "" } || (token is Token.Run run && run.Form.Sum(UnspacedScript.Weight) is 0));

    private static TranscriptLine[] Said(byte[] seeds) =>
        [.. seeds.Chunk(5).Select((chunk, at) => new TranscriptLine { Speaker = (Speaker)(at % 2), Text = string.Concat(chunk.Select(Piece)) })];

    private static string Piece(byte seed) => Pieces[seed % Pieces.Length];
}
