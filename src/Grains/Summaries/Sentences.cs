using System.Globalization;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Splits what was said in one go into sentences.</summary>
internal static class Sentences
{
    // Never the end of a sentence.
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "approx", "fig", "gen", "sen", "rep",
    };

    // The end of a sentence only where the next word has a capital.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "a.m", "p.m", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k", "ph.d",
    };

    /// <summary>The text's sentences, trimmed, none blank; a line break ends a sentence too.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = Ends(text, start, i, out var next);
            i = next - 1;
            if (!ends)
            {
                continue;
            }

            if (Cut(text, start, next) is { } sentence)
            {
                yield return sentence;
            }

            start = next;
        }

        if (Cut(text, start, text.Length) is { } rest)
        {
            yield return rest;
        }
    }

    private static string? Cut(string text, int start, int end) =>
        text.AsSpan(start, end - start).Trim() is { IsEmpty: false } sentence ? sentence.ToString() : null;

    private static bool Ends(string text, int start, int i, out int next)
    {
        next = i + 1;
        switch (text[i])
        {
            case '\n' or '\r' or '\u2028' or '\u2029' or '。' or '！' or '？':
                return true;
            case '.' or '!' or '?' or '…':
                while (next < text.Length && IsTail(text[next]))
                {
                    next++;
                }

                return next >= text.Length
                    || (char.IsWhiteSpace(text[next]) && (text[i] is not '.' || !IsAbbreviated(text, start, i, next)));
            default:
                return false;
        }
    }

    private static bool IsTail(char character) => character is '.' or '!' or '?' or '…' or ')' or '"' or '\'' or '”' or '’' or '»';

    private static bool IsAbbreviated(string text, int start, int dot, int next)
    {
        var wordStart = dot;
        while (wordStart > start && !char.IsWhiteSpace(text[wordStart - 1]))
        {
            wordStart--;
        }

        var word = text[wordStart..dot].TrimStart('(', '"', '“', '‘', '\'');
        var initial = word.Length is 1 && char.IsUpper(word[0]) && word[0] is not 'I';
        return Titles.Contains(word) || initial || (Abbreviations.Contains(word) && !StartsUpper(text.AsSpan(next).TrimStart()));
    }

    private static bool StartsUpper(ReadOnlySpan<char> text) =>
        !text.IsEmpty && char.GetUnicodeCategory(text[0]) is not UnicodeCategory.LowercaseLetter;
}
