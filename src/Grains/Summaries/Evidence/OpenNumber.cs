namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>A number of a text, and whether what comes next belongs to it.</summary>
internal sealed record OpenNumber
{
    private NumberCount Count { get; init; } = NumberCount.From(0);
    private IReadOnlyList<double> Parts { get; init; } = [];
    private bool IsCertain { get; init; }

    /// <summary>Whether it is written in digits.</summary>
    public bool IsInDigits { get; private init; }

    /// <summary>What came last if it is no part of the number until another part follows.</summary>
    public NumberPart? Joint { get; init; }

    /// <summary>The least of thousand, million and the like in it, or 0.</summary>
    public double Thousands => Count.Thousands;

    /// <summary>What it says so far.</summary>
    public SpokenNumber Number => new(Count.Value, Parts, IsCertain);

    /// <summary>A number that begins with this.</summary>
    public static OpenNumber From(NumberPart.Unit unit) => new()
    {
        Count = NumberCount.From(unit.Value),
        Parts = unit.Digits?.Parts ?? [],
        IsCertain = unit.IsCertain,
        IsInDigits = unit.Digits is not null,
    };

    /// <summary>A number that begins with a scale.</summary>
    public static OpenNumber From(NumberPart.Scale scale) => new() { Count = NumberCount.FromScale(scale.Times), IsCertain = scale.IsCertain };

    /// <summary>With this added; null where it begins another number.</summary>
    public OpenNumber? With(NumberPart.Unit unit)
    {
        if (Joint is NumberPart.Point)
        {
            return unit.Digits is null && Count.WithDecimal(unit.Value) is { } fraction ? this with { Count = fraction, Joint = null } : null;
        }

        if (unit.Value is 0.5 && unit.Digits is null)
        {
            return Joint is NumberPart.Joint ? this with { Count = Count.WithHalf(), Parts = [], Joint = null } : null; // two and a half
        }

        if (unit.Kind is NumberPart.UnitKind.Article && Joint is not NumberPart.Joint { MayPart: false })
        {
            return Count.Value is 0.5 || Joint is not null ? this : null; // half a million, two and a half
        }

        if (unit.Kind is NumberPart.UnitKind.Ordinal && Count.EndsInScale)
        {
            return null;
        }

        if ((unit.Digits is not null || IsInDigits) && !Count.EndsInScale)
        {
            return null; // 20 5
        }

        // Ten seven, and twenty and five, may be two numbers as well.
        var mayBeTwo = !Count.EndsInScale && (Count.Value is 10 || (Joint is NumberPart.Joint { MayPart: true } && Count.Value < 100));
        return Count.With(unit.Value) is not { } longer ? null : this with
        {
            Count = longer,
            Parts = mayBeTwo ? [Count.Value, unit.Value] : [],
            IsCertain = IsCertain || unit.IsCertain,
            Joint = null,
        };
    }

    /// <summary>Multiplied by this; of what was said first another number, if it is.</summary>
    public (OpenNumber? First, OpenNumber Last) With(NumberPart.Scale scale)
    {
        if (Count.PartedBefore(scale.Times) is var (first, second))
        {
            return (this with { Count = first, Parts = [], Joint = null }, (this with { Count = second }).With(scale).Last);
        }

        return (null, this with
        {
            Count = Count.Times(scale.Times),
            Parts = scale.MayBeCents ? [Count.Value] : [], // twenty cents
            IsCertain = IsCertain || scale.IsCertain,
            Joint = null,
        });
    }
}
