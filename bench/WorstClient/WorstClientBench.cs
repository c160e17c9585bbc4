using OrleansCalls.Bench.EventStreams;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Bench.LiveKit;
using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;

namespace OrleansCalls.Bench.WorstClient;

/// <summary>
/// One client that does its worst to a front and a silo, each a process of its own, for some minutes: whether they stay at their
/// size. What a first use of everything costs is not counted: the end is compared with the second quarter. Compared are what the
/// process holds, garbage included, and the least that collections left, which is what it has in use.
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
        var operations = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var silo = BenchSilo.Start(checkout, database.Url, liveKit.Url, logs, operations);
        await using var front = await BenchFront.StartAsync(checkout, database.Url, logs, cancellationToken, liveKit.Url);
        using var attacker = new Attacker(front, Calls);
        Console.WriteLine($"{options.Duration.TotalSeconds:N0} s, {Environment.ProcessorCount} cores, one silo, one front; logs in {logs}");

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attack = attacker.RunAsync(enough.Token);
        using var heap = new ManagedHeap();
        var (ofFront, ofSilo) = (new List<Size>(), new List<Size>());
        for (var sample = 0; sample < Samples && !attack.IsCompleted; sample++)
        {
            await Task.Delay(options.Duration / Samples, TimeProvider.System, cancellationToken);
            ofFront.Add(new(ProcessLoad.ResidentMegabytes(front.Process.Id), await heap.MegabytesAsync(front.Address, cancellationToken)));
            ofSilo.Add(new(ProcessLoad.ResidentMegabytes(silo.Id), await heap.MegabytesAsync(operations, cancellationToken)));
            if (sample % 4 is 3)
            {
                Console.WriteLine($"{attacker.Sent,10:N0} requests   front {Size.Of(ofFront[^4..])}   silo {Size.Of(ofSilo[^4..])}");
            }
        }

        await enough.CancelAsync();
        await attack;
        foreach (var (kind, answers) in attacker.Answers)
        {
            Console.WriteLine($"{kind}: {answers}");
        }

        var (frontStays, siloStays) = (Stay("front", ofFront), Stay("silo", ofSilo));
        return frontStays && siloStays;
    }

    private static bool Stay(string name, List<Size> sizes)
    {
        var (middle, end) = (Size.Of(sizes[(Samples / 4)..(Samples / 2)]), Size.Of(sizes[(Samples * 3 / 4)..]));
        var stays = end.Resident < (middle.Resident * 1.15) + 10 && end.InUse < (middle.InUse * 1.15) + 10;
        Console.WriteLine($"{name}: {middle} in the second quarter, {end} in the last one: {(stays ? "stays at its size" : "GROWS")}");
        return stays;
    }

    /// <summary>What a process holds and has in use, in MB.</summary>
    private readonly record struct Size(double Resident, double InUse)
    {
        /// <summary>The median of what it held, and the least of what it used.</summary>
        public static Size Of(List<Size> samples) => new(samples.Select(s => s.Resident).Order().ElementAt(samples.Count / 2), samples.Min(s => s.InUse));

        public override string ToString() => $"{Resident,6:N1} MB with {InUse,6:N1} MB in use";
    }
}
