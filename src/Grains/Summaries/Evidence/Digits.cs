using System.Globalization;
using System.Text;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Reads numbers written in digits of any script.</summary>
internal static class Digits
{
    /// <summary>The number that begins here.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where its first digit is.</param>
    /// <param name="end">What follows it.</param>
    public static Token.Number Read(string text, int start, out int end)
    {
        var groups = new List<string>();
        var separators = new List<char>();
        groups.Add(Group(text, start, out end));
        while (end + 1 < text.Length && IsSeparator(text, end) && IsDigit(text, end + 1))
        {
            separators.Add(text[end]);
            groups.Add(Group(text, end + 1, out end));
        }

        var value = Value(groups, separators);
        return new Token.Number(value, value is null || value % 1 is not 0 ? [.. groups.Select(Parse)] : []);
    }

    // 1,234.5 and 1.234,5 and 1 234,5: the last separator may begin a fraction, all before it are the same and part thousands.
    private static double? Value(List<string> groups, List<char> separators)
    {
        if (ArePartedThousands(groups, separators, groups.Count))
        {
            return Parse(string.Concat(groups));
        }

        var isFraction = separators[^1] is '.' or ',' or '\u066B'
            && ArePartedThousands(groups, separators, groups.Count - 1)
            && (groups.Count is 2 || separators[^1] != separators[0]);
        return isFraction ? Parse(string.Concat(groups.SkipLast(1)) + "." + groups[^1]) : null; // else a date or a time of day
    }

    private static bool ArePartedThousands(List<string> groups, List<char> separators, int count) =>
        count is 1 || (groups[0].Length <= 3
            && groups.Take(count).Skip(1).All(group => group.Length is 3)
            && separators[0] is not ':' && separators.Take(count - 1).Distinct().Count() is 1);

    private static string Group(string text, int start, out int end)
    {
        var digits = new StringBuilder();
        for (end = start; end < text.Length && IsDigit(text, end); end += char.IsSurrogatePair(text, end) ? 2 : 1)
        {
            digits.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(text, end)));
        }

        return digits.ToString();
    }

    private static bool IsDigit(string text, int at) => CharUnicodeInfo.GetDecimalDigitValue(text, at) >= 0;

    // A space parts thousands only before exactly three digits.
    private static bool IsSeparator(string text, int at) => text[at] switch
    {
        '.' or ',' or ':' or '\'' or '’' or '\u066B' or '\u066C' => true,
        ' ' or '\u00A0' or '\u202F' or '\u2009' => at + 3 < text.Length
            && IsDigit(text, at + 2) && IsDigit(text, at + 3) && !(at + 4 < text.Length && IsDigit(text, at + 4)),
        _ => false,
    };

    private static double Parse(string digits) => double.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
