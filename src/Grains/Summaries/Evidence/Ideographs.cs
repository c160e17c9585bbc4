namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Numbers in the numerals of Chinese and Japanese, and their scales, Korean ones included, after digits.</summary>
internal static class Ideographs
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>What a run of characters gives to numbers.</summary>
    /// <param name="run">Characters of a script without spaces.</param>
    /// <param name="followsDigits">Whether digits are before it: 3万.</param>
    public static IEnumerable<NumberPart> In(string run, bool followsDigits)
    {
        var at = 0;
        while (followsDigits && at < run.Length && (Scale(run[at]) ?? KoreanScale(run[at])) is { } scale)
        {
            yield return new NumberPart.Scale(scale, IsCertain: true, MayBeCents: false);
            at++;
        }

        while (at < run.Length)
        {
            var start = at;
            while (at < run.Length && IsNumeral(run[at]))
            {
                at++;
            }

            if (at > start)
            {
                yield return new NumberPart.Whole(Number(run[start..at]));
            }
            else
            {
                at++;
                yield return new NumberPart.Other();
            }
        }
    }

    private static SpokenNumber Number(string numerals)
    {
        var digits = numerals.Select(Digit).OfType<double>().ToList();
        if (digits.Count == numerals.Length)
        {
            // 二〇二六 is a year, 三四 three or four.
            return new SpokenNumber(digits.Aggregate(0d, (number, digit) => (number * 10) + digit), digits, IsCertain: false);
        }

        // 万一 and 千万 are also words; 三十五 is none.
        var isCertain = digits.Count > 0 && (Digit(numerals[0]) is not null || numerals[0] is '十');
        return new SpokenNumber(Value(numerals), Elided(numerals), isCertain);
    }

    private static double Value(string numerals)
    {
        var (total, section, digit) = (0d, 0d, 0d);
        foreach (var numeral in numerals)
        {
            if (Digit(numeral) is { } value)
            {
                digit = value;
            }
            else if (Scale(numeral) is < 10_000 and var scale)
            {
                section += Math.Max(digit, 1) * scale;
                digit = 0;
            }
            else if (Scale(numeral) is { } great)
            {
                total += Math.Max(section + digit, 1) * great;
                (section, digit) = (0, 0);
            }
        }

        return total + section + digit;
    }

    // 一百五 is mostly 150.
    private static double[] Elided(string numerals) =>
        numerals.Length > 2 && Digit(numerals[^1]) is { } digit && Scale(numerals[^2]) is >= 100 and var scale
            ? [Value(numerals[..^1]) + (digit * scale / 10)]
            : [];

    private static bool IsNumeral(char character) => Digit(character) is not null || Scale(character) is not null;

    private static double? Digit(char character) => character switch
    {
        '〇' => 0,
        '两' or '兩' => 2,
        _ => Digits.IndexOf(character, StringComparison.Ordinal) is >= 0 and var digit ? digit : null,
    };

    private static double? Scale(char character) => character switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' or '萬' => 10_000,
        '億' or '亿' => 100_000_000,
        _ => null,
    };

    private static double? KoreanScale(char character) => character switch
    {
        '백' => 100,
        '천' => 1_000,
        '만' => 10_000,
        '억' => 100_000_000,
        _ => null,
    };
}
