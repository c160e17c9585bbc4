using System.Globalization;

namespace OrleansCalls.Bench.WorstClient;

/// <summary>How long the run is.</summary>
internal sealed record WorstClientOptions
{
    /// <summary>How long the client does its worst.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    public static WorstClientOptions Parse(IReadOnlyList<string> args) => args switch
    {
        [] => new(),
        ["--seconds", var seconds] => new() { Duration = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) },
        _ => throw new FormatException($"Nobody knows {args[0]}"),
    };
}
