using System.Globalization;
using System.Security.Cryptography;

namespace OrleansCalls.Chaos;

/// <summary>What a run is asked to do.</summary>
internal sealed record ChaosOptions
{
    public const string Usage = "Usage: ./dev chaos [--calls N] [--seed S] [--at-once C] [--scale F] [--no-faults] [--keep]";

    /// <summary>How many calls are made.</summary>
    public int Calls { get; init; } = 300;

    /// <summary>Lives and faults are drawn from it; only their timing differs between two runs of one seed.</summary>
    public int Seed { get; init; } = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>How many calls live at the same time.</summary>
    public int AtOnce { get; init; } = 40;

    /// <summary>Multiplies every time-out of the calls and of the sandbox.</summary>
    public double Scale { get; init; } = 0.1;

    public bool Faults { get; init; } = true;

    /// <summary>Whether the folder with the logs stays also after a good run, and Orleans' own log is written too.</summary>
    public bool Keep { get; init; }

    /// <summary>What repeats this run.</summary>
    public string Replay => string.Create(
        CultureInfo.InvariantCulture,
        $"./dev chaos --calls {Calls} --seed {Seed} --at-once {AtOnce} --scale {Scale}{(Faults ? "" : " --no-faults")} --keep");

    /// <returns>Null when the arguments make no sense.</returns>
    public static ChaosOptions? Parse(string[] args)
    {
        var options = new ChaosOptions();
        for (var at = 0; at < args.Length; at++)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            var next = args[at] switch
            {
                "--no-faults" => options with { Faults = false },
                "--keep" => options with { Keep = true },
                "--calls" when Whole(value, 1) is { } calls => options with { Calls = calls },
                "--seed" when Whole(value, 0) is { } seed => options with { Seed = seed },
                "--at-once" when Whole(value, 1) is { } atOnce => options with { AtOnce = atOnce },
                "--scale" when Factor(value) is { } scale => options with { Scale = scale },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            at += args[at] is "--no-faults" or "--keep" ? 0 : 1;
            options = next;
        }

        return options;
    }

    private static int? Whole(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;

    private static double? Factor(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is >= 0.05 and <= 1 ? factor : null;
}
