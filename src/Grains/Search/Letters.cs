using System.Text;

namespace OrleansCalls.Grains.Search;

/// <summary>What words are made of, as the database's index takes it (<c>call_search_text</c>).</summary>
internal static class Letters
{
    // Thai, Lao, Burmese, Khmer, Han, Kana: scripts without spaces between words, in which each letter and each pair is a word.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0e00, 0x0eff), (0x1000, 0x109f), (0x1780, 0x17ff), (0x2e80, 0x2fdf), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035),
        (0x3038, 0x303c), (0x3040, 0x30fa), (0x30fc, 0x30ff), (0x31f0, 0x31ff), (0x3400, 0x4dbf), (0x4e00, 0x9fff), (0xf900, 0xfaff),
        (0xff66, 0xff9f), (0x20000, 0x3ffff),
    ];

    public static bool IsUnspaced(Rune rune) =>
        rune.Value >= Unspaced[0].First && Array.Exists(Unspaced, range => range.First <= rune.Value && rune.Value <= range.Last);

    /// <summary>A letter, a digit, or a mark that belongs to the letter before.</summary>
    public static bool IsInWord(Rune rune) => !Separators.Contains(rune);

    /// <summary>The words of a text, each of letters of one kind, with their places.</summary>
    public static IEnumerable<(int Start, int Length, bool Unspaced)> WordsOf(string text)
    {
        var (start, unspaced) = (-1, false);
        for (var i = 0; i < text.Length;)
        {
            var rune = Rune.TryGetRuneAt(text, i, out var read) ? read : Rune.ReplacementChar;
            var here = IsInWord(rune);
            if (start >= 0 && (!here || IsUnspaced(rune) != unspaced))
            {
                yield return (start, i - start, unspaced);
                start = -1;
            }

            if (here && start < 0)
            {
                (start, unspaced) = (i, IsUnspaced(rune));
            }

            i += rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return (start, text.Length - start, unspaced);
        }
    }
}
