using System.Globalization;
using System.Text;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Splits a text of any script into words, numbers, and runs of scripts without spaces.</summary>
internal static class Tokens
{
    private enum Kind
    {
        Other,
        Letter,
        Unspaced,
        Digit,
        Invisible,
    }

    /// <summary>The text's tokens, in its order.</summary>
    public static IReadOnlyList<Token> Of(string text)
    {
        var tokens = new List<Token>();
        var opens = true; // a sentence
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var kind = Next(text, ref at);
            switch (kind)
            {
                case Kind.Letter:
                    while (at < text.Length && Peek(text, at) is Kind.Letter or Kind.Invisible)
                    {
                        Next(text, ref at);
                    }

                    var hasCapital = char.IsUpper(text, start);
                    tokens.Add(new Token.Word(Form(text.AsSpan(start, at - start)), hasCapital && !opens, hasCapital && opens));
                    opens = false;
                    break;
                case Kind.Unspaced:
                    while (at < text.Length && Peek(text, at) is Kind.Unspaced or Kind.Invisible)
                    {
                        Next(text, ref at);
                    }

                    tokens.Add(new Token.Run(Form(text.AsSpan(start, at - start))));
                    opens = false;
                    break;
                case Kind.Digit:
                    tokens.Add(Digits.Read(text, start, out at));
                    opens = false;
                    break;
                default:
                    opens |= text[start] is '.' or '!' or '?' or '…' or ':' or ';' or '"' or '“' or '„' or '«' or '(' or '\n';
                    break;
            }
        }

        return tokens;
    }

    /// <summary>Whether words are not set apart by spaces in this script.</summary>
    public static bool IsUnspaced(int character) => character is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Burmese
        or (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7AF) // Hangul: spaces, but endings are joined to words
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9D) // kana
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF); // Han

    private static Kind Peek(string text, int at) => Next(text, ref at);

    private static Kind Next(string text, ref int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
        at += length;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => Kind.Digit,
            UnicodeCategory.Format => Kind.Invisible,
            _ when IsUnspaced(rune.Value) => Kind.Unspaced,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Letter,
            _ when Rune.IsLetter(rune) => Kind.Letter,
            _ => Kind.Other,
        };
    }

    private static string Form(ReadOnlySpan<char> text)
    {
        var form = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            SpokenText.AppendComparable(form, character);
        }

        return form.ToString();
    }
}
