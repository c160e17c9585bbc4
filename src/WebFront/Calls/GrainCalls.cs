using Orleans.Runtime;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.Limits;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Calls;

/// <summary>
/// Calls to grains that outlive the loss of a silo: asked again when rejected or timed out, up to three times within 8 s. Every
/// command can be repeated safely, so the unknown outcome of a time-out does no harm.
/// </summary>
internal sealed class GrainCalls(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1.5)];

    /// <summary>Asks the call of this room, whose name must be one of ours.</summary>
    /// <param name="cancellationToken">Ends the waiting here; what was sent may still be done.</param>
    public Task<T> AskAsync<T>(string room, Func<ICallGrain, Task<T>> question, CancellationToken cancellationToken) =>
        AskAsync(room, question, s_deadline, cancellationToken);

    /// <summary>The same within a time of the caller's own, at most 8 s.</summary>
    public Task<T> AskAsync<T>(string room, Func<ICallGrain, Task<T>> question, TimeSpan within, CancellationToken cancellationToken) =>
        RetryAsync(() => question(Find(() => grains.GetGrain<ICallGrain>(RoomKey.For(room)))), cancellationToken, within);

    /// <summary>Asks how many calls a user may start.</summary>
    public Task<T> StartsAsync<T>(string userId, Func<IUserStartsGrain, Task<T>> question, CancellationToken cancellationToken) =>
        RetryAsync(() => question(Find(() => grains.GetGrain<IUserStartsGrain>(userId))), cancellationToken);

    /// <summary>Asks the tables.</summary>
    public Task<T> QueryAsync<T>(Func<ICallQueryGrain, Task<T>> question, CancellationToken cancellationToken) =>
        RetryAsync(() => question(Find(() => grains.GetGrain<ICallQueryGrain>(0))), cancellationToken);

    /// <summary>Asks about users' webhooks.</summary>
    public Task<T> WebhooksAsync<T>(Func<ICustomerWebhookGrain, Task<T>> question, CancellationToken cancellationToken) =>
        RetryAsync(() => question(Find(() => grains.GetGrain<ICustomerWebhookGrain>(0))), cancellationToken);

    /// <summary>Asks the tables once, for what can be left out of an answer.</summary>
    /// <returns>The default when nobody answers within 2 s.</returns>
    public async Task<T?> QueryOnceAsync<T>(Func<ICallQueryGrain, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question(Find(() => grains.GetGrain<ICallQueryGrain>(0))).WaitAsync(s_patience, time, cancellationToken);
        }
        catch (Exception e) when (Outage.Explains(e))
        {
            return default;
        }
    }

    /// <summary>A front that has not met a silo yet does not know which grains there are, and says so as if its argument were wrong.</summary>
    private static TGrain Find<TGrain>(Func<TGrain> get)
    {
        try
        {
            return get();
        }
        catch (ArgumentException e)
        {
            throw new SiloUnavailableException("No silo has been met yet", e);
        }
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        var deadline = within < s_deadline ? within.Value : s_deadline;
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            // An answer that is there at once would hide that nobody waits any more, and who asks in a loop would never end.
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await ask().WaitAsync(Left(), time, cancellationToken);
            }
            catch (Exception lost) when (Outage.MayPassAtOnce(lost) && attempt < s_pauses.Length && Left() > s_pauses[attempt])
            {
                await Task.Delay(s_pauses[attempt], time, cancellationToken);
            }
        }

        TimeSpan Left()
        {
            var left = deadline - time.GetElapsedTime(began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
