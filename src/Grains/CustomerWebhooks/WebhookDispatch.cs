using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Sweeping;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>
/// Delivers events to users' endpoints. Every silo runs one; an endpoint is taken by one silo at a time, for a round: a few
/// deliveries of different calls at once, whose outcomes are stored in one commit. Then it is the turn of those that were
/// served longer ago. Endpoints that failed or were slow have places of their own, so that they delay each other only.
/// </summary>
internal sealed partial class WebhookDispatch(
    IDueDeliveries due,
    IWebhookSender sender,
    IRounds tidying,
    DeliveryMeter meter,
    WebhookOptions options,
    TimeProvider time,
    ILogger<WebhookDispatch> log) : SiloService
{
    private const string Round = "webhook-tidy";

    private TaskCompletionSource _more = NewSignal();
    private int _well;
    private int _troubled;

    protected override Task RunAsync(CancellationToken stopping) => Task.WhenAll(DeliverAsync(stopping), TidyAsync(stopping));

    private async Task DeliverAsync(CancellationToken stopping)
    {
        var rounds = new List<Task>(); // bounded by the places
        try
        {
            while (true)
            {
                var more = Interlocked.Exchange(ref _more, NewSignal());
                more.TrySetResult();
                rounds.RemoveAll(r => r.IsCompleted);
                rounds.AddRange(await TakeAsync(stopping));
                await Task.Delay(options.Pause, time, stopping);
                await Task.WhenAny(_more.Task, Task.Delay(options.Interval, time, stopping));
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(rounds);
        }
    }

    private async Task<IEnumerable<Task>> TakeAsync(CancellationToken stopping)
    {
        var well = options.WellAtOnce - Volatile.Read(ref _well);
        var troubled = Math.Max(0, options.TroubledAtOnce - Volatile.Read(ref _troubled));
        if (well is 0 && troubled is 0)
        {
            return [];
        }

        try
        {
            var endpoints = await due.TakeAsync(well, troubled, options.PerEndpoint, options.Lease, stopping);
            return [.. endpoints.Select(e => RoundAsync(e, stopping))];
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogTakeFailed(log, e.GetType().Name); // the database is away: the next look tries again
            return [];
        }
    }

    private async Task RoundAsync(DueEndpoint endpoint, CancellationToken stopping)
    {
        var isTroubled = endpoint.IsTroubled;
        Occupy(isTroubled, 1);
        try
        {
            var trying = Task.WhenAll(endpoint.Deliveries.Select(d => TryAsync(endpoint, d, stopping)));
            if (!isTroubled && await Task.WhenAny(trying, Task.Delay(options.SlowAfter, time, CancellationToken.None)) != trying)
            {
                // Any number of new endpoints may be slow: they hold the places of those that answer well no longer than that.
                Occupy(isTroubled, -1);
                Occupy(isTroubled = true, 1);
                Volatile.Read(ref _more).TrySetResult();
            }

            var attempts = await trying;
            await StoreAsync(endpoint, [.. endpoint.Deliveries.Zip(attempts).Where(p => p.Second is not null)!]);
        }
        catch (Exception e)
        {
            LogRoundFailed(log, endpoint.Id, e.GetType().Name); // sent again when the lease is over
        }
        finally
        {
            Occupy(isTroubled, -1);
            if (endpoint.Deliveries.Count > 0)
            {
                Volatile.Read(ref _more).TrySetResult(); // there may be more
            }
        }
    }

    private async Task<Attempt?> TryAsync(DueEndpoint endpoint, DueDelivery delivery, CancellationToken stopping)
    {
        try
        {
            return await sender.SendAsync(endpoint, delivery, stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return null; // the silo stops: another sends it
        }
    }

    // Also when the silo stops: what was delivered is not sent twice, and the endpoint is free at once.
    private async Task StoreAsync(DueEndpoint endpoint, (DueDelivery Delivery, Attempt Attempt)[] tried)
    {
        var result = EndpointResult.Of(endpoint, [.. tried.Select(t => t.Attempt)], options);
        DeliveryResult[] deliveries = [.. tried.Select(t => DeliveryResult.Of(t.Delivery, t.Attempt, options, Random.Shared.NextDouble()))];
        await due.StoreAsync(endpoint, result, deliveries, CancellationToken.None);
        foreach (var (delivery, attempt) in deliveries.Zip(tried.Select(t => t.Attempt)))
        {
            meter.Count(delivery, attempt);
        }

        if (result.IsGone)
        {
            meter.CountDisabled();
            LogGone(log, endpoint.Id);
        }
    }

    private void Occupy(bool isTroubled, int places) => Interlocked.Add(ref isTroubled ? ref _troubled : ref _well, places);

    private async Task TidyAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.TidyInterval / 4, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                if (await tidying.TakeAsync(Round, options.TidyInterval, stopping)
                    && await due.TidyAsync(options.Kept, options.Retries.Window, stopping) is > 0 and var removed)
                {
                    LogTidied(log, removed);
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogTidyFailed(log, e.GetType().Name); // the next round tries again
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Warning, "Due webhook deliveries could not be taken: {Error}")]
    private static partial void LogTakeFailed(ILogger log, string error);

    [LoggerMessage(LogLevel.Warning, "A round of webhook endpoint {Endpoint} could not be finished: {Error}")]
    private static partial void LogRoundFailed(ILogger log, Guid endpoint, string error);

    [LoggerMessage(LogLevel.Information, "Webhook endpoint {Endpoint} answered 410 and is disabled")]
    private static partial void LogGone(ILogger log, Guid endpoint);

    [LoggerMessage(LogLevel.Information, "{Removed} old webhook deliveries were removed")]
    private static partial void LogTidied(ILogger log, int removed);

    [LoggerMessage(LogLevel.Warning, "Old webhook deliveries could not be removed: {Error}")]
    private static partial void LogTidyFailed(ILogger log, string error);
}
