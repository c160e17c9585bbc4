using System.Text;

namespace OrleansCalls.Grains.Summaries;

/// <summary>The beginning of a text.</summary>
internal static class Excerpt
{
    /// <summary>
    /// The text with its white space collapsed; longer than the limit, it is cut after a word where that loses little, never
    /// inside a surrogate pair, and ends in an ellipsis.
    /// </summary>
    public static string Of(string text, int limit)
    {
        var plain = Collapse(text, limit + 2);
        if (plain.Length <= limit)
        {
            return plain;
        }

        var end = limit - 1;
        var space = plain.LastIndexOf(' ', end);
        end = space > limit / 2 ? space : end;
        end -= char.IsHighSurrogate(plain[end - 1]) ? 1 : 0;
        return plain[..end].TrimEnd(' ', ',', ';', ':') + "…";
    }

    private static string Collapse(string text, int enough)
    {
        var plain = new StringBuilder(Math.Min(text.Length, enough));
        foreach (var character in text)
        {
            if (plain.Length >= enough)
            {
                break;
            }

            if (!char.IsWhiteSpace(character))
            {
                plain.Append(character);
            }
            else if (plain.Length > 0 && plain[^1] is not ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }
}
