namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>The numbers that may be meant by a text, in digits and in words: generous, because they only allow.</summary>
internal static class SpokenNumbers
{
    private const string Ideographs = "零一二三四五六七八九";

    /// <summary>Every number that the tokens may say, by themselves and put together.</summary>
    public static IEnumerable<double> In(IReadOnlyList<Token> tokens)
    {
        var count = new Count();
        foreach (var (at, token) in tokens.Index())
        {
            // Of five thousand the five was not said.
            var goesOn = NumberWords.ScaleAt(tokens, at + 1) is not null;
            switch (token)
            {
                case Token.Number { Value: { } value }:
                    var counted = count.Add(value);
                    if (!goesOn)
                    {
                        yield return counted;
                        yield return value;
                    }

                    break;
                case Token.Word word:
                    foreach (var value in InWord(word.Form, count).ToList())
                    {
                        if (!goesOn)
                        {
                            yield return value;
                        }
                    }

                    break;
                case Token.Run run:
                    foreach (var value in InIdeographs(run.Form))
                    {
                        yield return value;
                    }

                    count.Clear();
                    break;
                default:
                    count.Clear();
                    break;
            }

            foreach (var part in (token as Token.Number)?.Parts ?? [])
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<double> InWord(string form, Count count)
    {
        if (NumberWords.Scale(form) is { } scale)
        {
            yield return count.Multiply(scale);
        }
        else if (NumberWords.Value(form) is { } value)
        {
            yield return count.Add(value);
            yield return value;
        }
        else if (NumberWords.PartsOf(form) is { Count: > 0 } parts)
        {
            count.Clear();
            foreach (var part in InCompound(parts, count))
            {
                yield return part;
            }
        }
        else if (!NumberWords.IsJoint(form))
        {
            count.Clear();
        }
    }

    // Fünfundzwanzig says its least part first.
    private static IEnumerable<double> InCompound(IReadOnlyList<string> parts, Count count)
    {
        for (var at = 0; at < parts.Count; at++)
        {
            var isTurned = at + 2 < parts.Count && parts[at + 1] is "UND" or "EN";
            if (isTurned && NumberWords.Value(parts[at]) is { } unit && NumberWords.Value(parts[at + 2]) is { } tens)
            {
                count.Add(tens);
                yield return count.Add(unit);
                at += 2;
            }
            else if (NumberWords.Scale(parts[at]) is { } scale)
            {
                yield return count.Multiply(scale);
            }
            else if (NumberWords.Value(parts[at]) is { } value)
            {
                yield return count.Add(value);
            }
        }
    }

    private static IEnumerable<double> InIdeographs(string run)
    {
        var (total, section, digit, any) = (0d, 0d, 0d, false);
        foreach (var character in run + ' ')
        {
            if (Digit(character) is { } value)
            {
                (digit, any) = (value, true);
                yield return value;
            }
            else if (Scale(character) is { } scale && scale < 10_000)
            {
                section += Math.Max(digit, 1) * scale;
                (digit, any) = (0, true);
            }
            else if (Scale(character) is { } great)
            {
                total += Math.Max(section + digit, 1) * great;
                (section, digit, any) = (0, 0, true);
            }
            else if (any)
            {
                yield return total + section + digit;
                (total, section, digit, any) = (0, 0, 0, false);
            }
        }
    }

    private static double? Digit(char character) => character switch
    {
        '〇' => 0,
        '两' or '兩' => 2,
        _ => Ideographs.IndexOf(character, StringComparison.Ordinal) is >= 0 and var digit ? digit : null,
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

    /// <summary>A number as it is said, from its greatest part to its least.</summary>
    private sealed class Count
    {
        private double _total; // in thousands and more
        private double _group; // below
        private double _least = double.MaxValue; // what may be added is smaller

        public double Add(double value)
        {
            var isFourTwenties = _group is 4 && value is 20;
            if (isFourTwenties)
            {
                _group = 80;
            }
            else if (value < _least)
            {
                _group += value;
            }
            else
            {
                (_total, _group) = (0, value);
            }

            _least = value >= 100 ? 100
                : isFourTwenties || value is 60 ? 20 // quatre-vingt-dix-sept, soixante-quinze
                : value >= 10 && value % 10 is 0 ? 10
                : 0;
            return _total + _group;
        }

        public double Multiply(double scale)
        {
            var times = Math.Max(_group, 1) * scale;
            (_total, _group) = scale < 1_000 ? (_total, times) : (_total + times, 0);
            _least = scale;
            return _total + _group;
        }

        public void Clear() => (_total, _group, _least) = (0, 0, double.MaxValue);
    }
}
