namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>What a text gives to a number.</summary>
internal abstract record NumberPart
{
    /// <summary>What is added: twenty, five, 1.5.</summary>
    /// <param name="Value">How much.</param>
    /// <param name="Digits">As it is written, if in digits.</param>
    /// <param name="IsCertain">It is hardly anything but a number.</param>
    /// <param name="Kind">What it may be beside a number, and so where it belongs to the number before.</param>
    public sealed record Unit(double Value, Token.Number? Digits, bool IsCertain, UnitKind Kind = UnitKind.Plain) : NumberPart;

    /// <summary>What is added may be another word.</summary>
    public enum UnitKind
    {
        Plain,

        /// <summary>A, ein, une: of five thousand a month it is not a part; of vingt et un it is.</summary>
        Article,

        /// <summary>First, third: of twenty-third it is a part, of two thousand first not.</summary>
        Ordinal,
    }

    /// <summary>What multiplies: hundred, million.</summary>
    /// <param name="Times">By how much.</param>
    /// <param name="IsCertain">It is hardly anything but a number.</param>
    /// <param name="MayBeCents">It may be the coin, too.</param>
    public sealed record Scale(double Times, bool IsCertain, bool MayBeCents) : NumberPart;

    /// <summary>What may stand between the parts of one number: and.</summary>
    /// <param name="MayPart">It may part two numbers as well.</param>
    public sealed record Joint(bool MayPart) : NumberPart;

    /// <summary>What begins the decimals.</summary>
    public sealed record Point : NumberPart;

    /// <summary>A number that is complete.</summary>
    public sealed record Whole(SpokenNumber Number) : NumberPart;

    /// <summary>Anything else.</summary>
    public sealed record Other : NumberPart;

    /// <summary>The parts that the tokens are for a number, in their order.</summary>
    public static IReadOnlyList<NumberPart> In(IReadOnlyList<Token> tokens) =>
        [.. tokens.SelectMany((token, at) => Of(token, follows: at > 0 ? tokens[at - 1] : null))];

    // "We have twenty. Five left."
    private static IEnumerable<NumberPart> After(Token.Word word) => word.Opens ? [new Other()] : [];

    private static IEnumerable<NumberPart> Of(Token token, Token? follows) => token switch
    {
        Token.Number { Value: { } value } number => [new Unit(value, number, IsCertain: true)],
        Token.Number number => [new Whole(new SpokenNumber(null, [.. number.Parts.Where((part, at) => at is 0 || part is not 0)], IsCertain: true))],
        Token.Word word => After(word).Concat(OfWord(word.Form, follows is Token.Number)),
        Token.Run run => Ideographs.In(run.Form, follows is Token.Number),
        _ => [new Other()],
    };

    private static IEnumerable<NumberPart> OfWord(string form, bool followsDigits)
    {
        if (NumberWords.Scale(form) is not null && (form.Length > 1 || followsDigits)) // k, m
        {
            return [OfSimple(form)];
        }

        return NumberWords.Value(form) is not null ? [OfSimple(form)]
            : NumberWords.IsPoint(form) ? [new Point()]
            : NumberWords.IsJoint(form) ? [new Joint(MayPart: form is "AND")]
            : NumberWords.PartsOf(form) is { Count: > 0 } parts ? OfCompound(parts)
            : [new Other()];
    }

    // Fünfundzwanzig says its least part first.
    private static IEnumerable<NumberPart> OfCompound(IReadOnlyList<string> parts)
    {
        for (var at = 0; at < parts.Count; at++)
        {
            if (at + 2 < parts.Count && parts[at + 1] is "UND" or "EN" && NumberWords.Value(parts[at]) is not null && NumberWords.Value(parts[at + 2]) is not null)
            {
                yield return OfSimple(parts[at + 2], isPart: true);
                yield return OfSimple(parts[at], isPart: true);
                at += 2;
            }
            else if ((NumberWords.Scale(parts[at]) is not null || NumberWords.Value(parts[at]) is not null) && (at is 0 || parts[at] is not "TEN")) // neunzehnten
            {
                yield return OfSimple(parts[at], isPart: true);
            }
        }
    }

    private static NumberPart OfSimple(string form, bool isPart = false) => NumberWords.Scale(form) is { } times
        ? new Scale(times, NumberWords.IsCertainScale(form), MayBeCents: form is "CENT" or "CENTS")
        : new Unit(NumberWords.Value(form)!.Value, null, NumberWords.IsCertain(form), isPart ? UnitKind.Plain : NumberWords.Kind(form));
}
