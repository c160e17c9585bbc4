namespace OrleansCalls.Silo.Doctor;

/// <summary>Runs checks one after another, each with a limit, and in the end undoes what they did, whatever came in between.</summary>
internal sealed class Steps(Report report, TimeProvider time)
{
    private static readonly TimeSpan s_cleaning = TimeSpan.FromSeconds(15);

    private readonly Stack<(string What, Func<CancellationToken, Task> Undo)> _traces = new();

    /// <summary>Runs one check.</summary>
    /// <param name="what">What is checked.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="see">The settings that decide who is asked, for when nobody answers.</param>
    /// <param name="check">Answers what it proves; what does not hold is a <see cref="TroubleException"/>.</param>
    /// <returns>Whether it holds.</returns>
    public async Task<bool> RunAsync(
        string what, TimeSpan limit, string see, Func<CancellationToken, Task<string>> check, CancellationToken cancellationToken)
    {
        var finding = await FindAsync(what, limit, see, check, cancellationToken);
        await report.AddAsync(finding);
        return finding.Verdict is Verdict.Passed;
    }

    public Task SkipAsync(string what, string why) => report.AddAsync(new Finding(Verdict.Skipped, what, why));

    public Task OffAsync(string what, string why) => report.AddAsync(new Finding(Verdict.Off, what, why));

    /// <summary>Notes what must not stay behind. Undoing what is not there, or no longer, must be harmless.</summary>
    public void Leaves(string what, Func<CancellationToken, Task> undo) => _traces.Push((what, undo));

    /// <summary>Undoes everything, the last first, also when the program was told to stop. Only what could not be undone is reported.</summary>
    public async Task CleanUpAsync()
    {
        while (_traces.TryPop(out var trace))
        {
            var finding = await FindAsync("clean-up", s_cleaning, "what was checked", async cancellationToken =>
            {
                await trace.Undo(cancellationToken);
                return "";
            }, CancellationToken.None);
            if (finding.Verdict is Verdict.Failed)
            {
                await report.AddAsync(finding with { Words = $"left behind: {trace.What}: {finding.Words}" });
            }
        }
    }

    private async Task<Finding> FindAsync(
        string what, TimeSpan limit, string see, Func<CancellationToken, Task<string>> check, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return new Finding(Verdict.Passed, what, await check(either.Token));
        }
        catch (TroubleException trouble)
        {
            return new Finding(Verdict.Failed, what, trouble.Message);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Finding(Verdict.Failed, what, $"no answer within {limit.TotalSeconds:0.#} s: see {see}");
        }
    }
}
