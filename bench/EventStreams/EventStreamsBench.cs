using System.Diagnostics;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Bench.LiveKit;
using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;

namespace OrleansCalls.Bench.EventStreams;

/// <summary>
/// Many open streams on one front, which is a process of its own: what they cost it in memory, what everybody pays while
/// nothing happens, and how late a word is that is said in every call at once.
/// </summary>
internal static class EventStreamsBench
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <returns>Whether the streams stayed below the limit, all of them open, and nothing was missed.</returns>
    public static async Task<bool> RunAsync(EventStreamsOptions options, CancellationToken cancellationToken)
    {
        var startedAt = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var checkout = Checkout.Find();
        var logs = Path.Combine(checkout.LocalFolder, "bench");
        Directory.CreateDirectory(logs);
        Say($"{options.Streams:N0} streams on {options.Calls:N0} live calls, {Environment.ProcessorCount} cores, one silo, one front; logs in {logs}");
        await using var database = await BenchDatabase.StartAsync(cancellationToken);
        await using var liveKit = await LiveKitStandIn.StartAsync(options.Calls, startedAt);
        await database.StoreLiveAsync(options.Calls, startedAt, cancellationToken);
        await using var silo = BenchSilo.Start(checkout, database.Url, liveKit.Url, logs);
        await using var front = await BenchFront.StartAsync(checkout, database.Url, logs, cancellationToken);

        var cold = ProcessLoad.ResidentMegabytes(front.Process.Id);
        await WarmUpAsync(front, options, cancellationToken);
        var before = ProcessLoad.ResidentMegabytes(front.Process.Id);
        Say($"the front before: {cold:N1} MB cold, {before:N1} MB warm");

        var began = Stopwatch.StartNew();
        var streams = new BenchStream[options.Streams];
        await Parallel.ForAsync(0, options.Streams, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (n, token) =>
        {
            streams[n] = await front.FollowAsync(n % options.Calls, token);
            await streams[n].Begun.WaitAsync(s_patience, token);
        });
        Say($"opened in {began.Elapsed.TotalSeconds:N1} s; the front: {ProcessLoad.ResidentMegabytes(front.Process.Id):N1} MB");

        var frontCpu = ProcessLoad.CpuSeconds(front.Process.Id);
        var load = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken);
        await Task.Delay(options.Rest, TimeProvider.System, cancellationToken);
        load = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken) - load;
        var atRest = ProcessLoad.ResidentMegabytes(front.Process.Id);
        var seconds = load.At.TotalSeconds;
        Say($"at rest for {seconds:N0} s: the front {atRest:N1} MB; CPU seconds a minute: front {(ProcessLoad.CpuSeconds(front.Process.Id) - frontCpu) * 60 / seconds:N1},"
            + $" silo {load.SiloCpu * 60 / seconds:N1}, Postgres {load.PostgresCpu * 60 / seconds:N1} ({load.Transactions / seconds:N0} transactions/s, {load.Commits / seconds:N1} of them writing)");

        var missed = await SpeakAsync(front, streams, options, cancellationToken);
        var after = ProcessLoad.ResidentMegabytes(front.Process.Id);
        var cost = Math.Max(atRest, after) - before;
        var lost = streams.Count(s => s.Ended.IsCompleted);
        Say($"after that the front: {after:N1} MB");
        Say($"{options.Streams:N0} streams cost {cost:N1} MB, {cost * 1024 / options.Streams:N1} KB each (limit {options.Limit} MB); lost {lost}, missed {missed}");
        foreach (var stream in streams)
        {
            stream.Dispose();
        }

        return cost < options.Limit && lost is 0 && missed is 0;
    }

    // What the streams cost is measured, not what the first use of a program costs.
    private static async Task WarmUpAsync(BenchFront front, EventStreamsOptions options, CancellationToken cancellationToken)
    {
        for (var round = 0; round < 300; round++)
        {
            using var stream = await front.FollowAsync(0, cancellationToken);
            await stream.Begun.WaitAsync(s_patience, cancellationToken);
            await front.SayAsync(0, $"warm-{round}", cancellationToken);
            await UntilAsync(() => stream.Segments.ContainsKey($"warm-{round}"), cancellationToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellationToken);
    }

    private static async Task<int> SpeakAsync(
        BenchFront front, BenchStream[] streams, EventStreamsOptions options, CancellationToken cancellationToken)
    {
        var said = new long[options.Calls];
        await Parallel.ForAsync(0, options.Calls, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (call, token) =>
        {
            await front.SayAsync(call, "now", token);
            said[call] = Stopwatch.GetTimestamp();
        });
        await UntilAsync(() => streams.All(s => s.Segments.ContainsKey("now")), cancellationToken);
        var late = streams.Where(s => s.Segments.ContainsKey("now"))
            .Select(s => Stopwatch.GetElapsedTime(said[s.Call], s.Segments["now"]).TotalMilliseconds).Order().ToList();
        Say($"a word in every call, 8 at once: it came {Share(0.5):N0} ms after it was acknowledged in the median, {Share(0.99):N0} ms in the 99th percentile, {late[^1]:N0} ms at most");
        return streams.Length - late.Count;

        double Share(double share) => late[(int)(share * (late.Count - 1))];
    }

    private static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        while (!isSo() && began.Elapsed < s_patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
