namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Reads the numbers of a text: twenty five is one, and neither twenty nor five.</summary>
internal static class SpokenNumbers
{
    // Thirty to forty thousand; between three and four million.
    private const int MostBetweenARange = 1;

    /// <summary>The numbers that the tokens say, in their order.</summary>
    public static IReadOnlyList<SpokenNumber> In(IReadOnlyList<Token> tokens)
    {
        var numbers = new List<SpokenNumber>();
        OpenNumber? open = null;
        Said? last = null;
        var between = 0; // words since the last number
        foreach (var part in NumberPart.In(tokens))
        {
            switch (part)
            {
                case NumberPart.Unit unit when open?.With(unit) is { } longer:
                    open = longer;
                    break;
                case NumberPart.Unit unit:
                    Close();
                    open = OpenNumber.From(unit);
                    break;
                case NumberPart.Scale scale when open is not null:
                    var (first, rest) = open.With(scale);
                    open = first;
                    Close();
                    open = rest;
                    break;
                case NumberPart.Scale scale:
                    open = OpenNumber.From(scale);
                    break;
                case NumberPart.Joint or NumberPart.Point when open is { Joint: null }:
                    open = open with { Joint = part };
                    break;
                case NumberPart.Whole whole:
                    Close();
                    numbers.Add(whole.Number);
                    last = null;
                    break;
                default:
                    Close();
                    between++;
                    break;
            }
        }

        Close();
        return numbers;

        void Close()
        {
            if (open is not null)
            {
                var said = new Said(open.Number, open.IsInDigits, open.Thousands);
                Add(numbers, last, said, between);
                (last, between) = (said, open.Joint is null ? 0 : 1);
                open = null;
            }
        }
    }

    private static void Add(List<SpokenNumber> numbers, Said? last, Said said, int between)
    {
        var previous = last?.Number.Value ?? 0;
        if (last is not null && between <= MostBetweenARange && said.Thousands > 0 && last.Thousands is 0)
        {
            numbers[^1] = numbers[^1] with { Scaled = previous * said.Thousands };
        }
        else if (last is { IsInDigits: false } && between is 0 && !said.IsInDigits && IsOfTwoDigits(previous) && said.Number.Value is { } value && IsOfTwoDigits(value))
        {
            // Twenty twenty-six: a year, or both.
            numbers[^1] = new SpokenNumber((previous * 100) + value, [previous, value], last.Number.IsCertain || said.Number.IsCertain);
            return;
        }

        numbers.Add(said.Number);
    }

    private static bool IsOfTwoDigits(double value) => value is >= 10 and < 100;

    /// <param name="Number">What was said.</param>
    /// <param name="IsInDigits">Whether in digits.</param>
    /// <param name="Thousands">The least of thousand, million and the like in it, or 0.</param>
    private sealed record Said(SpokenNumber Number, bool IsInDigits, double Thousands);
}
