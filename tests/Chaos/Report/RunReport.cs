using System.Globalization;

namespace OrleansCalls.Chaos.Report;

/// <summary>Prints what came of a run.</summary>
internal static class RunReport
{
    public static void Print(ChaosOptions options, RunResult result)
    {
        Line("seed", $"{options.Seed}");
        Line("scale", $"{options.Scale} of every time-out");
        Line("calls", $"{result.Ledgers.Count}: {result.Answered} started, {result.Refused} answered with 502, {result.Ended} ended before their answer, {result.Unanswered} not answered");
        if (options.Faults)
        {
            Line("faults", $"{result.Faults.Values.Sum()}");
            foreach (var (kind, count) in result.Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal))
            {
                Line("", $"{count,6} {kind}");
            }

            Line("", $"{result.Deaths,6} programs that ended by themselves and were started again");
        }

        Line("lost", $"{result.Bad.Count}");
        Line("to complete", $"median {result.Median.TotalSeconds:0.0} s, worst {result.Worst.TotalSeconds:0.0} s{(options.Faults ? " after the last fault" : "")}");
        Line("", $"as the product's time-outs have it: worst {(result.Worst / options.Scale).TotalSeconds:0} s, of which what no scale makes shorter counts {1 / options.Scale:0} times");
        if (result.TookWithOrphan.Count > 0)
        {
            Line("", $"{result.TookWithOrphan.Count} calls with an orphaned recorder: worst {result.WorstWithOrphan.TotalSeconds:0.0} s, or {(result.WorstWithOrphan / options.Scale).TotalSeconds:0} s");
        }

        if (result.RequestsAMinute is { } requests)
        {
            Line("requests", $"{requests:0.00} to LiveKit a minute of a healthy live call");
            foreach (var (method, each) in result.Requests!.Where(method => method.Value > 0))
            {
                Line("", $"{each,6:0.00} {method}");
            }
        }
    }

    private static void Line(string name, FormattableString value) =>
        Terminal.Say($"{name,-12}{value.ToString(CultureInfo.InvariantCulture)}");
}
