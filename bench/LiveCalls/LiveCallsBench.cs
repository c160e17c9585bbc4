using System.Diagnostics;
using OrleansCalls.Bench.LiveKit;
using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench.LiveCalls;

/// <summary>
/// Very many live calls: how fast one silo takes them all up after every silo was killed and every call is due, and what
/// they cost at rest, with no webhook and nobody who asks.
/// </summary>
internal static class LiveCallsBench
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(LiveCallsOptions options, CancellationToken cancellationToken)
    {
        var startedAt = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        CheckThatOnlyLooksAreWanted(startedAt);
        var checkout = Checkout.Find();
        var logs = Path.Combine(checkout.LocalFolder, "bench");
        Directory.CreateDirectory(logs);
        Say($"{options.Calls:N0} live calls, {options.Finished:N0} finished ones, {Environment.ProcessorCount} cores, one silo; logs in {logs}");
        await using var database = await BenchDatabase.StartAsync(cancellationToken);
        await using var liveKit = await LiveKitStandIn.StartAsync(options.Calls, startedAt);

        await StoreAsync(database, options, startedAt, cancellationToken);
        await MeasureBareAsync(database, options, cancellationToken);

        // A silo is killed as a crash kills it, so that its successor finds a dead one in the membership table.
        await using (var first = BenchSilo.Start(checkout, database.Url, liveKit.Url, logs))
        {
            await UntilAsync(first, async () => await database.AskAsync<bool>(
                "SELECT EXISTS (SELECT FROM orleans_membership WHERE status = 3)", cancellationToken), cancellationToken);
            await first.KillAsync();
        }

        await database.RunAsync($"UPDATE orleans_storage SET due_at = now() - random() * interval '1 minute' WHERE due_at IS NOT NULL", cancellationToken);
        await database.RunAsync("VACUUM ANALYZE orleans_storage", cancellationToken);
        liveKit.ForgetSeen();

        await using var silo = BenchSilo.Start(checkout, database.Url, liveKit.Url, logs);
        await TakeUpAsync(database, liveKit, silo, options, cancellationToken);
        await RestAsync(database, liveKit, silo, options, cancellationToken);
    }

    // What the run stands on: a call that wanted more than looks would not be at rest.
    private static void CheckThatOnlyLooksAreWanted(DateTimeOffset startedAt)
    {
        var plan = CallPlan.For(BenchCall.Live(1, startedAt), new ActionLog(), new CallTimings(), startedAt.AddMinutes(6));
        if (plan.IsComplete || plan.Actions.Any(a => a.Id is not ("look-at-room" or "look-at-egress")))
        {
            throw new InvalidOperationException($"The bench's calls want {string.Join(", ", plan.Actions.Select(a => a.Id))}");
        }
    }

    private static async Task StoreAsync(BenchDatabase database, LiveCallsOptions options, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        await database.StoreFinishedAsync(1, options.Finished, startedAt, cancellationToken);
        Say($"finished calls stored in {began.Elapsed.TotalSeconds:N0} s");
        began.Restart();
        await database.StoreLiveAsync(options.Calls, startedAt, cancellationToken);
        Say($"live calls stored by Orleans' storage in {began.Elapsed.TotalSeconds:N0} s: {options.Calls / began.Elapsed.TotalSeconds:N0} commits/s, 12 at once");
        var bytes = await database.AskAsync<double>(
            "SELECT avg(octet_length(payload))::float8 FROM orleans_storage WHERE due_at IS NOT NULL", cancellationToken);
        Say($"a live call's document: {bytes:N0} bytes");
    }

    // The yardstick: the sweep's own statement, in batches of the sweep's size, with nobody who looks at the calls.
    private static async Task MeasureBareAsync(BenchDatabase database, LiveCallsOptions options, CancellationToken cancellationToken)
    {
        await database.RunAsync("UPDATE orleans_storage SET due_at = now() - interval '1 minute' WHERE due_at IS NOT NULL", cancellationToken);
        await database.RunAsync("VACUUM ANALYZE orleans_storage", cancellationToken);
        var due = new DueCalls(database.Source);
        var began = Stopwatch.StartNew();
        var taken = 0;
        while (await due.TakeAsync(100, TimeSpan.FromHours(1), cancellationToken) is { Rooms.Count: > 0 } batch)
        {
            taken += batch.Rooms.Count;
        }

        Say($"bare: {taken:N0} due calls taken by the sweep's statement, 100 a commit, in {began.Elapsed.TotalSeconds:N1} s: {taken / began.Elapsed.TotalSeconds:N0} calls/s");
        if (taken != options.Calls)
        {
            throw new InvalidOperationException($"{taken} of {options.Calls} calls were taken");
        }
    }

    private static async Task TakeUpAsync(
        BenchDatabase database, LiveKitStandIn liveKit, ChildProcess silo, LiveCallsOptions options, CancellationToken cancellationToken)
    {
        var before = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken);
        var began = Stopwatch.StartNew();
        TimeSpan? firstLook = null, allTaken = null;
        var nextLine = TimeSpan.FromSeconds(15);
        await UntilAsync(silo, async () =>
        {
            firstLook ??= liveKit.RoomsAskedFor > 0 ? began.Elapsed : null;
            if (began.Elapsed > nextLine)
            {
                Say($"    {began.Elapsed.TotalSeconds:N0} s: {liveKit.RoomsAskedFor:N0} looked at, {ProcessLoad.ResidentMegabytes(silo.Id):N0} MB");
                nextLine += TimeSpan.FromSeconds(15);
            }

            if (allTaken is null && liveKit.RoomsAskedFor > options.Calls * 9 / 10
                && !await database.AskAsync<bool>("SELECT EXISTS (SELECT FROM orleans_storage WHERE due_at <= now())", cancellationToken))
            {
                allTaken = began.Elapsed;
            }

            return liveKit.RoomsAskedFor >= options.Calls;
        }, cancellationToken);
        var took = began.Elapsed;
        var load = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken) - before;
        var looking = took - (firstLook ?? TimeSpan.Zero);
        Say($"every call due, one silo started: first look after {firstLook?.TotalSeconds:N1} s, every call looked at after {took.TotalSeconds:N1} s"
            + $" ({options.Calls / looking.TotalSeconds:N0} calls/s from the first look on)");
        Print(load, options, silo);
    }

    private static async Task RestAsync(
        BenchDatabase database, LiveKitStandIn liveKit, ChildProcess silo, LiveCallsOptions options, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(90), TimeProvider.System, cancellationToken); // every call's first timer has come
        Say($"at rest for {options.Rest.TotalSeconds:N0} s: no webhook, nobody asks");
        var before = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken);
        await Task.Delay(options.Rest, TimeProvider.System, cancellationToken);
        var load = await Load.ReadAsync(database.Source, silo.Id, liveKit.Requests, cancellationToken) - before;
        Print(load, options, silo);
        var late = await database.AskAsync<long>(
            "SELECT count(*) FROM orleans_storage WHERE due_at < now() - interval '5 seconds'", cancellationToken);
        Say($"calls due for more than 5 s at the end: {late:N0}");
        if (silo.Exited.IsCompleted)
        {
            throw new InvalidOperationException("The silo has ended:\n" + silo.LogTail());
        }
    }

    private static void Print(Load load, LiveCallsOptions options, ChildProcess silo)
    {
        var (seconds, minutes) = (load.At.TotalSeconds, load.At.TotalMinutes);
        Say($"    Postgres: {load.Commits / seconds:N1} writing and {load.Transactions / seconds:N1} transactions/s in all, {load.PostgresCpu / minutes:N1} CPU s a minute,"
            + $" {load.WalBytes / seconds / 1024:N0} KB WAL/s, buffers {load.BuffersHit / seconds:N0}/s hit, {load.BuffersRead / seconds:N0}/s read");
        Say($"    silo: {load.SiloCpu / minutes:N1} CPU s a minute, {ProcessLoad.ResidentMegabytes(silo.Id):N0} MB"
            + $" ({ProcessLoad.ResidentMegabytes(silo.Id) * 1024 / options.Calls:N1} KB a call); stand-in: {load.StandInCpu / minutes:N1} CPU s a minute");
        Say("    LiveKit requests a call and minute: "
            + $"{load.LiveKitRequests.Values.Sum() / (double)options.Calls / minutes:N2} ({string.Join(", ", load.LiveKitRequests.Where(r => r.Value > 0).Select(r => $"{r.Key} {r.Value:N0}"))})");
    }

    private static async Task UntilAsync(ChildProcess silo, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (silo.Exited.IsCompleted || began.Elapsed > s_patience)
            {
                throw new InvalidOperationException("The silo has ended, or takes too long:\n" + silo.LogTail());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
