using System.Collections.Concurrent;
using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Lives;

/// <summary>Lets calls live, so many at a time.</summary>
internal sealed class LivesRunner(Product product, SandboxControl sandbox, Action<CallLedger> onOver, CancellationToken cancellationToken)
{
    private readonly ConcurrentQueue<CallLedger> ledgers = new();
    private int living;

    public IReadOnlyCollection<CallLedger> Ledgers => ledgers;

    public int Living => living;

    public Task RunAsync(IEnumerable<LifePlan> lives, int atOnce) => Parallel.ForEachAsync(
        lives,
        new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
        async (life, _) => await LiveAsync(life));

    private async Task LiveAsync(LifePlan plan)
    {
        var ledger = new CallLedger(plan);
        ledgers.Enqueue(ledger);
        Interlocked.Increment(ref living);
        try
        {
            await new Life(plan, ledger, product, sandbox, cancellationToken).LiveAsync();
        }
        finally
        {
            Interlocked.Decrement(ref living);
        }

        if (ledger.Room is not null)
        {
            onOver(ledger);
        }
    }
}
