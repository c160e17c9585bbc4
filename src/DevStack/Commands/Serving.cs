using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Commands;

/// <summary>Work beside a running stack, which ends early when a part of the stack dies.</summary>
internal static class Serving
{
    /// <returns>The exit code: 0 when the user ended it.</returns>
    public static async Task<int> UntilStoppedAsync(LocalStack stack, CancellationToken stopping)
    {
        try
        {
            await WhileAliveAsync(stack, cancellation => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }

        return 1;
    }

    /// <exception cref="InvalidOperationException">A part died before the work was done.</exception>
    public static async Task WhileAliveAsync(LocalStack stack, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var death = stack.FirstDeathAsync();
        var working = work(abandoned.Token);
        if (await Task.WhenAny(working, death) == death && !stopping.IsCancellationRequested)
        {
            await abandoned.CancelAsync();
            await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw new InvalidOperationException(await death);
        }

        await working;
    }
}
