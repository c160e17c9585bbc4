using System.Globalization;
using System.Text;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>
/// The form of a text in which two recordings of one utterance are the same: without case, accents, punctuation and
/// differences of spacing and width.
/// </summary>
/// <remarks>
/// Not <see cref="string.Normalize()"/>: under invariant globalization it returns its input, so it would match differently
/// from build to build.
/// </remarks>
internal static class SpokenText
{
    private const char FirstAccented = '\u00C0';

    // U+00C0 to U+017F without their accents; a character that is no accented letter stands for itself.
    private const string WithoutAccents =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy" +
        "AaAaAaCcCcCcCcDdĐđEeEeEeEeEeGgGgGgGgHhĦħIiIiIiIiIıĲĳJjKkĸLlLlLlĿ" +
        "ŀŁłNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzs";

    /// <summary>The text's form for comparing; empty only where nothing is to be seen.</summary>
    public static string Comparable(string text)
    {
        var form = Fold(text, keepPunctuation: false);
        return form.Length > 0 ? form : Fold(text, keepPunctuation: true);
    }

    /// <summary>Appends a character as it is compared: nothing for an accent or what is not to be seen.</summary>
    public static void AppendComparable(StringBuilder form, char character)
    {
        if (!IsAccentOrInvisible(character))
        {
            AppendFolded(form, Plain(character));
        }
    }

    private static string Fold(string text, bool keepPunctuation)
    {
        var form = new StringBuilder(text.Length);
        var gap = false;
        foreach (var written in text)
        {
            var character = Plain(written);
            if (char.IsWhiteSpace(character) || (!keepPunctuation && char.IsPunctuation(character) && !IsApostrophe(character)))
            {
                gap = form.Length > 0;
                continue;
            }

            if (IsAccentOrInvisible(character) || (!keepPunctuation && IsApostrophe(character)))
            {
                continue;
            }

            if (gap)
            {
                form.Append(' ');
                gap = false;
            }

            AppendFolded(form, character);
        }

        return form.ToString();
    }

    private static char Plain(char character) => character switch
    {
        >= FirstAccented and <= '\u017F' => WithoutAccents[character - FirstAccented],
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0), // full width
        _ => character,
    };

    private static void AppendFolded(StringBuilder form, char character)
    {
        _ = character switch
        {
            '\u00DF' or '\u1E9E' => form.Append("SS"),
            '\uFB00' => form.Append("FF"),
            '\uFB01' => form.Append("FI"),
            '\uFB02' => form.Append("FL"),
            _ => form.Append(char.ToUpperInvariant(character)),
        };
    }

    private static bool IsApostrophe(char character) => character is '\'' or '\u2018' or '\u2019' or '\u02BC';

    private static bool IsAccentOrInvisible(char character) =>
        character is >= '\u0300' and <= '\u036F' || char.GetUnicodeCategory(character) is UnicodeCategory.Format;
}
