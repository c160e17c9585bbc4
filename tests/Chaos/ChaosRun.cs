using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;
using OrleansCalls.Chaos.Report;

namespace OrleansCalls.Chaos;

/// <summary>One run: calls live, faults strike, everything is brought up again, and then every call is looked at from outside.</summary>
internal sealed class ChaosRun(ChaosOptions options, Stack stack)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Seeds seeds = new(options.Seed);

    /// <returns>Whether nothing was lost and all bounds were kept.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var http = new JsonHttp();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (product, sandbox) = (new Product(stack, http), new SandboxControl(stack, http));
        var completion = new Completion(stack);
        var lives = new LivesRunner(product, sandbox, completion.Watch, cancellationToken);
        var watch = completion.WatchAsync(watching.Token);
        var progress = SayProgressAsync(lives, completion, watching.Token);
        using var world = new World(stack, sandbox);

        var requests = await LiveAsync(lives, sandbox, cancellationToken);
        var lastFaultAt = (DateTimeOffset?)null;
        await WaitForCompletionAsync(completion, world, lastFaultAt, cancellationToken);
        await watching.CancelAsync();
        await Task.WhenAll(watch, progress);

        Terminal.Progress($"looking at every call");
        using var observer = new Observer(stack, product, sandbox);
        var result = await CheckAsync(lives, completion, observer, world, lastFaultAt, requests, cancellationToken);
        RunReport.Print(options, result);
        await BadCalls.PrintAsync(result, product, cancellationToken);
        var broken = Bounds.Broken(result, options.Faults);
        foreach (var bound in broken)
        {
            Terminal.Fail(bound);
        }

        return broken.Count == 0;
    }

    /// <returns>What a healthy live call costs LiveKit a minute, where it was measured.</returns>
    private async Task<double?> LiveAsync(LivesRunner lives, SandboxControl sandbox, CancellationToken cancellationToken)
    {
        var draw = new LifeDraw(seeds);
        var plans = Enumerable.Range(0, options.Calls).Select(draw.Life);
        if (options.Faults)
        {
            await lives.RunAsync(plans, options.AtOnce);
            return null;
        }

        var meter = new RequestMeter(sandbox, options.Scale);
        var stayers = lives.RunAsync(Enumerable.Range(0, RequestMeter.Calls).Select(draw.Stayer), RequestMeter.Calls);
        var requests = await meter.MeasureAsync(cancellationToken);
        await Task.WhenAll(stayers, lives.RunAsync(plans, options.AtOnce));
        return requests;
    }

    /// <summary>Until every call is complete and nothing is left over, or the bound has passed.</summary>
    private static async Task WaitForCompletionAsync(
        Completion completion, World world, DateTimeOffset? lastFaultAt, CancellationToken cancellationToken)
    {
        var patience = Bounds.Worst - (TimeProvider.System.GetUtcNow() - (lastFaultAt ?? TimeProvider.System.GetUtcNow()));
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
        double? requests,
        CancellationToken cancellationToken)
    {
        var answered = lives.Ledgers.Where(ledger => ledger.Room is not null).ToList();
        Dictionary<CallLedger, IReadOnlyList<string>> bad = [];
        await foreach (var (ledger, facts) in observer.LookAsync(answered, cancellationToken))
        {
            var complaints = CallCheck.Complaints(ledger, facts, options.Faults);
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
            Took = [.. completion.Completed.Select(call => call.Value.Took(call.Key, options.Scale, lastFaultAt))],
            Faults = new Dictionary<string, int>(),
            Deaths = stack.Programs.Sum(program => program.Deaths),
            RequestsAMinute = requests,
        };
        return result with
        {
            Leftovers = WorldCheck.Complaints(await world.LookAsync(cancellationToken), result.Answered, result.Unanswered),
        };
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
