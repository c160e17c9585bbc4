using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Faults;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;
using OrleansCalls.Chaos.Report;

namespace OrleansCalls.Chaos;

/// <summary>One run: calls live, faults strike, everything is brought up again, and then every call is looked at from outside.</summary>
internal sealed class ChaosRun(ChaosOptions options, Stack stack)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly Seeds seeds = new(options.Seed);

    private IEnumerable<LifePlan> Lives => Enumerable.Range(0, options.Calls).Select(index => options.Faults ? new LifeDraw(seeds).Life(index) : new LifeDraw(seeds).InPeace(index));

    /// <returns>Whether nothing was lost and all bounds were kept.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var http = new JsonHttp();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (product, sandbox) = (new Product(stack, http), new SandboxControl(stack, http));
        await RegisterWebhooksAsync(product, cancellationToken);
        var completion = new Completion(stack);
        var lives = new LivesRunner(product, sandbox, completion.Watch, cancellationToken);
        var rooms = new RoomWatch(sandbox);
        var watch = Task.WhenAll(completion.WatchAsync(watching.Token), rooms.WatchAsync(watching.Token));
        var progress = SayProgressAsync(lives, completion, watching.Token);
        using var world = new World(stack, sandbox);

        var faults = new FaultLog();
        var weather = new SandboxWeather(sandbox, seeds, faults, cancellationToken);
        var (requests, lastFaultAt) = options.Faults
            ? ((IReadOnlyDictionary<string, double>?)null, await LiveUnderFaultsAsync(lives, weather, faults, cancellationToken))
            : (await LiveInPeaceAsync(lives, sandbox, cancellationToken), (DateTimeOffset?)null);
        stack.Database.Clear(); // connections of before Postgres was last killed
        await WaitForCompletionAsync(completion, world, lastFaultAt, cancellationToken);
        await watching.CancelAsync();
        await Task.WhenAll(watch, progress);

        Terminal.Progress($"looking at every call");
        using var observer = new Observer(stack, product, sandbox, rooms);
        var counts = faults.Counts.Concat(await weather.CountsAsync()).ToDictionary();
        var result = await CheckAsync(lives, completion, observer, world, lastFaultAt, cancellationToken) with
        {
            Faults = counts,
            Requests = requests,
        };
        RunReport.Print(options, result);
        await BadCalls.PrintAsync(result, faults, product, cancellationToken);
        var broken = Bounds.Broken(result, options.Faults, options.Scale);
        foreach (var bound in broken)
        {
            Terminal.Fail(bound);
        }

        return broken.Count == 0;
    }

    /// <summary>Every founder of the run wants to be told.</summary>
    private async Task RegisterWebhooksAsync(Product product, CancellationToken cancellationToken)
    {
        var stayers = Enumerable.Range(0, RequestMeter.Calls).Select(new LifeDraw(seeds).Stayer);
        foreach (var user in Lives.Concat(stayers).Select(life => life.User).Distinct())
        {
            if (await product.RegisterWebhookAsync(user, stack.Customers.UrlOf(user), cancellationToken) is { IsSuccess: false } refused)
            {
                throw new InvalidOperationException($"No webhook could be registered: {refused.Status}");
            }
        }
    }

    /// <returns>When everything was well again.</returns>
    private async Task<DateTimeOffset?> LiveUnderFaultsAsync(
        LivesRunner lives, SandboxWeather weather, FaultLog log, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var injector = new FaultInjector(stack, weather, log, cancellationToken);
        var striking = new FaultDriver(new FaultDraw(seeds), injector, weather).RunAsync(enough.Token, cancellationToken);
        var living = lives.RunAsync(Lives, options.AtOnce);
        await await Task.WhenAny(living, striking); // a fault that cannot be inflicted ends the run
        await living;
        await enough.CancelAsync();
        await striking;
        await stack.WaitUntilReadyAsync(cancellationToken);
        Terminal.Progress($"every call is over, everything is up again");
        return TimeProvider.System.GetUtcNow();
    }

    /// <returns>What a healthy live call costs LiveKit a minute; null when it could not be measured.</returns>
    private async Task<IReadOnlyDictionary<string, double>?> LiveInPeaceAsync(LivesRunner lives, SandboxControl sandbox, CancellationToken cancellationToken)
    {
        var draw = new LifeDraw(seeds);
        var stayers = lives.RunAsync(Enumerable.Range(0, RequestMeter.Calls).Select(draw.Stayer), RequestMeter.Calls);
        var measuring = new RequestMeter(sandbox, options.Scale).MeasureAsync(lives, cancellationToken);
        await await Task.WhenAny(measuring, stayers); // a call that breaks down ends the run
        var requests = await measuring;
        await Task.WhenAll(stayers, lives.RunAsync(Lives, options.AtOnce));
        return requests;
    }

    /// <summary>Until every call is complete and nothing is left over, or the bound has passed.</summary>
    private async Task WaitForCompletionAsync(
        Completion completion, World world, DateTimeOffset? lastFaultAt, CancellationToken cancellationToken)
    {
        var patience = Bounds.WorstAt(options.Scale, orphan: true) - (TimeProvider.System.GetUtcNow() - (lastFaultAt ?? TimeProvider.System.GetUtcNow()));
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < patience
            && (completion.Pending.Count > 0 || !await world.IsQuietAsync(cancellationToken)))
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<RunResult> CheckAsync(
        LivesRunner lives,
        Completion completion,
        Observer observer,
        World world,
        DateTimeOffset? lastFaultAt,
        CancellationToken cancellationToken)
    {
        var answered = lives.Ledgers.Where(ledger => ledger.Room is not null).ToList();
        Dictionary<CallLedger, IReadOnlyList<string>> bad = [];
        HashSet<CallLedger> orphaned = [];
        await foreach (var (ledger, facts) in observer.LookAsync(answered, cancellationToken))
        {
            if (facts.HadOrphan)
            {
                orphaned.Add(ledger);
            }

            var complaints = CallCheck.Complaints(ledger, facts, options.Faults, options.Scale);
            if (complaints.Count > 0)
            {
                bad[ledger] = complaints;
            }
        }

        var result = new RunResult
        {
            Ledgers = lives.Ledgers,
            Bad = bad,
            Leftovers = [],
            Took = [.. completion.Completed.Where(call => !orphaned.Contains(call.Key)).Select(Took)],
            TookWithOrphan = [.. completion.Completed.Where(call => orphaned.Contains(call.Key)).Select(Took)],
            Deaths = stack.Programs.Sum(program => program.Deaths),
        };
        var left = await world.LookAsync(Settling, cancellationToken);
        return result with
        {
            Leftovers = WorldCheck.Complaints(left, result.Answered, result.Ended + result.Unanswered),
            Lingering = [.. answered.Where(ledger => left.Names(ledger.Room!))],
        };

        TimeSpan Took(KeyValuePair<CallLedger, CompletedCall> call) => call.Value.Took(call.Key, options.Scale, lastFaultAt);
    }

    private static async Task SayProgressAsync(LivesRunner lives, Completion completion, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ProgressEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Terminal.Progress(
                    $"{lives.Ledgers.Count} calls begun, {lives.Living} live, {completion.Pending.Count} over and not yet complete, {completion.Completed.Count} complete");
            }
        }
        catch (OperationCanceledException)
        {
            // that was all
        }
    }
}
