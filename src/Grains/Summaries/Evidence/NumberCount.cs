namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>A number while it is said, from its greatest part to its least.</summary>
internal sealed record NumberCount
{
    private double Great { get; init; } // in thousands and more
    private double GreatScale { get; init; }
    private double Group { get; init; } // below
    private double Last { get; init; } // what was added last
    private double Least { get; init; } // what may be added is smaller

    /// <summary>What was said so far.</summary>
    public double Value => Great + Group;

    /// <summary>Whether it ends in hundred, thousand and the like.</summary>
    public bool EndsInScale { get; private init; }

    /// <summary>The least of thousand, million and the like in it, or 0.</summary>
    public double Thousands => GreatScale;

    /// <summary>A number that begins with this.</summary>
    public static NumberCount From(double value) => new() { Group = value, Last = value, Least = LeastAfter(value) };

    /// <summary>A number that begins with hundred, thousand and the like.</summary>
    public static NumberCount FromScale(double scale) => new NumberCount().Times(scale);

    /// <summary>With this added; null where it begins another number.</summary>
    public NumberCount? With(double value)
    {
        var isFourTwenties = Group is 4 && value is 20;
        return isFourTwenties || value < Least
            ? this with
            {
                Group = isFourTwenties ? 80 : Group + value,
                Last = value,
                Least = isFourTwenties ? 20 : LeastAfter(value), // quatre-vingt-dix-sept
                EndsInScale = false,
            }
            : null;
    }

    /// <summary>With this as its first decimal; null where it can have none.</summary>
    public NumberCount? WithDecimal(double digit) =>
        digit < 10 && digit % 1 is 0 && Value % 1 is 0 && !EndsInScale ? this with { Group = Group + (digit / 10), Least = 0 } : null;

    /// <summary>With a half more of what was said last: two and a half, two million and a half.</summary>
    public NumberCount WithHalf() => this with
    {
        Great = Great + (EndsInScale && Least >= 1_000 ? Least / 2 : 0),
        Group = Group + (!EndsInScale ? 0.5 : Least < 1_000 ? Least / 2 : 0),
        Least = EndsInScale ? Least : 0,
    };

    /// <summary>Multiplied.</summary>
    public NumberCount Times(double scale)
    {
        var multiplied = scale < 1_000 ? this with { Group = (Group > 0 ? Group : 1) * scale }
            : Group is 0 && Great > 0 ? this with { Great = Great * scale, GreatScale = scale } // thousand million
            : this with { Great = Great + ((Group > 0 ? Group : 1) * scale), GreatScale = scale, Group = 0 };
        return multiplied with { Least = scale, EndsInScale = true };
    }

    /// <summary>
    /// Where the scale is of another number than what was said first, that one and what begins the other: five thousand, six thousand.
    /// </summary>
    public (NumberCount First, NumberCount Second)? PartedBefore(double scale) =>
        scale >= 1_000 && Great > 0 && Group > 0 && scale >= GreatScale ? (this with { Group = 0 }, From(Group))
        : scale < 1_000 && Group - Last >= scale ? (this with { Group = Group - Last }, From(Last))
        : null;

    // Soixante-quinze: what is added to sixty may be more than nine.
    private static double LeastAfter(double value) =>
        value >= 100 ? 100
        : value is 60 ? 20
        : value >= 10 && value % 10 is 0 ? 10
        : 0;
}
