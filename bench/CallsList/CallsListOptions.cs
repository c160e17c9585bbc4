using System.Globalization;

namespace OrleansCalls.Bench.CallsList;

/// <summary>How much the run holds.</summary>
internal sealed record CallsListOptions
{
    /// <summary>Calls in the small table.</summary>
    public int Few { get; init; } = 10_000;

    /// <summary>Calls in the large table.</summary>
    public int Many { get; init; } = 1_000_000;

    /// <summary>How often each question is asked of each table.</summary>
    public int Times { get; init; } = 200;

    public static CallsListOptions Parse(IReadOnlyList<string> args)
    {
        var options = new CallsListOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var number = i + 1 < args.Count ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : throw new FormatException($"{args[i]} lacks a number");
            options = args[i] switch
            {
                "--few" => options with { Few = number },
                "--many" => options with { Many = number },
                "--times" => options with { Times = number },
                _ => throw new FormatException($"Nobody knows {args[i]}"),
            };
        }

        return options;
    }
}
