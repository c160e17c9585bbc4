using System.Globalization;

namespace OrleansCalls.Bench.EventStreams;

/// <summary>How much the run holds.</summary>
internal sealed record EventStreamsOptions
{
    /// <summary>Streams that are open at once.</summary>
    public int Streams { get; init; } = 1000;

    /// <summary>Calls that they follow, one after the other; as many as streams is the dearest.</summary>
    public int Calls { get; init; } = 1000;

    /// <summary>How long the streams are watched while nothing happens.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the streams may cost the front, in MB.</summary>
    public int Limit { get; init; } = 100;

    public static EventStreamsOptions Parse(IReadOnlyList<string> args)
    {
        var options = new EventStreamsOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            var number = i + 1 < args.Count ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : throw new FormatException($"{args[i]} lacks a number");
            options = args[i] switch
            {
                "--streams" => options with { Streams = number, Calls = number },
                "--calls" => options with { Calls = number },
                "--rest" => options with { Rest = TimeSpan.FromSeconds(number) },
                "--limit" => options with { Limit = number },
                _ => throw new FormatException($"Nobody knows {args[i]}"),
            };
        }

        return options;
    }
}
