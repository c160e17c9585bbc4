using OrleansCalls.Bench.EventStreams;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Bench.LiveKit;
using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;

namespace OrleansCalls.Bench.WorstClient;

/// <summary>
/// One client that does its worst to a front and a silo, each a process of its own, for some minutes: whether they stay at their
/// size. What a first use of everything costs, and how much garbage lies about, is not counted: the end is compared with the middle.
/// </summary>
internal static class WorstClientBench
{
    private const int Calls = 20;
    private const int Samples = 40;

    /// <returns>Whether both stayed at their size.</returns>
    public static async Task<bool> RunAsync(WorstClientOptions options, CancellationToken cancellationToken)
    {
        var startedAt = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var checkout = Checkout.Find();
        var logs = Path.Combine(checkout.LocalFolder, "bench");
        Directory.CreateDirectory(logs);
        await using var database = await BenchDatabase.StartAsync(cancellationToken);
        await using var liveKit = await LiveKitStandIn.StartAsync(Calls, startedAt);
        await database.StoreLiveAsync(Calls, startedAt, cancellationToken);
        await using var silo = BenchSilo.Start(checkout, database.Url, liveKit.Url, logs);
        await using var front = await BenchFront.StartAsync(checkout, database.Url, logs, cancellationToken, liveKit.Url);
        using var attacker = new Attacker(front, Calls);
        Console.WriteLine($"{options.Duration.TotalSeconds:N0} s, {Environment.ProcessorCount} cores, one silo, one front; logs in {logs}");

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attack = attacker.RunAsync(enough.Token);
        var (frontSizes, siloSizes) = (new List<double>(), new List<double>());
        for (var sample = 0; sample < Samples && !attack.IsCompleted; sample++)
        {
            await Task.Delay(options.Duration / Samples, TimeProvider.System, cancellationToken);
            frontSizes.Add(ProcessLoad.ResidentMegabytes(front.Process.Id));
            siloSizes.Add(ProcessLoad.ResidentMegabytes(silo.Id));
            if (sample % 4 is 3)
            {
                Console.WriteLine($"{attacker.Sent,10:N0} requests   front {frontSizes[^1],6:N1} MB   silo {siloSizes[^1],6:N1} MB");
            }
        }

        await enough.CancelAsync();
        await attack;
        foreach (var (kind, answers) in attacker.Answers)
        {
            Console.WriteLine($"{kind}: {answers}");
        }

        var (frontStays, siloStays) = (Stays("front", frontSizes), Stays("silo", siloSizes));
        return frontStays && siloStays;
    }

    private static bool Stays(string name, List<double> sizes)
    {
        var (middle, end) = (Median(sizes[(Samples / 4)..(Samples / 2)]), Median(sizes[(Samples * 3 / 4)..]));
        var stays = end < (middle * 1.15) + 10;
        Console.WriteLine($"{name}: {middle:N1} MB in the second quarter, {end:N1} MB in the last one: {(stays ? "stays at its size" : "GROWS")}");
        return stays;
    }

    private static double Median(IEnumerable<double> sizes) => sizes.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
