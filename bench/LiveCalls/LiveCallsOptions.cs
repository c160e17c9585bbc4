using System.Globalization;

namespace OrleansCalls.Bench.LiveCalls;

/// <summary>How much the run holds.</summary>
internal sealed record LiveCallsOptions
{
    /// <summary>Live calls.</summary>
    public int Calls { get; init; } = 100_000;

    /// <summary>Finished calls beside them.</summary>
    public int Finished { get; init; } = 100_000;

    /// <summary>How long the calls at rest are watched. Every call is due once in five minutes.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(5);

    public static LiveCallsOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LiveCallsOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var number = i + 1 < args.Count ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : throw new FormatException($"{args[i]} lacks a number");
            options = args[i] switch
            {
                "--calls" => options with { Calls = number },
                "--finished" => options with { Finished = number },
                "--rest" => options with { Rest = TimeSpan.FromSeconds(number) },
                _ => throw new FormatException($"Nobody knows {args[i]}"),
            };
        }

        return options;
    }
}
