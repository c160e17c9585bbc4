using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Events;

/// <summary>
/// One client's stream. It knows how far the client is and nothing else, and reads the next page only when the client has taken
/// the one before: a slow client costs a page.
/// </summary>
internal sealed class EventStream(CallWatches watches, EventOptions options, JsonSerializerOptions json, TimeProvider time)
{
    /// <summary>The call as it was found.</summary>
    public required CallSnapshot Call { get; init; }

    /// <summary>Where the client is; null for one that has nothing yet.</summary>
    public required CallPosition? After { get; init; }

    /// <summary>Whether the caller may see the call as it has become.</summary>
    public required Func<CallSnapshot, bool> MayBeSeen { get; init; }

    /// <summary>When the caller must show anew who it is.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Ends when the program is told to stop.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>The events, until the client goes. Waiting never throws: a stream that ends ends in order.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken gone = default)
    {
        using var timeIsOver = new CancellationTokenSource(Lifetime(), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, Stopping, timeIsOver.Token);
        var (call, position) = (Call, After ?? new CallPosition(Call.Revision, 0));
        var watch = watches.Join(call.Room);
        try
        {
            // At once, so that the client sees that it is connected. Clients of a front that goes shall not all come at one time.
            var reconnect = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 3000));
            yield return (After is null ? Of(call, position) : Heartbeat()) with { ReconnectionInterval = reconnect };
            var lastNews = time.GetTimestamp();
            while (!watch.IsGone)
            {
                var (round, next) = watch.Round;
                var reading = watch.ReadAsync(position);
                while (!await IsDoneAsync(reading, options.Heartbeat, end.Token))
                {
                    if (end.IsCancellationRequested)
                        yield break;
                    yield return Heartbeat();
                }

                var page = await reading;
                foreach (var (revision, segment) in page.Segments)
                {
                    (position, lastNews) = (position with { Revision = revision }, time.GetTimestamp());
                    yield return Of(SegmentEvent.From(segment), "segment", position);
                    if (end.IsCancellationRequested)
                        yield break;
                }

                foreach (var change in page.Calls)
                {
                    (call, position, lastNews) = (change, position with { Version = change.Revision }, time.GetTimestamp());
                    yield return Of(call, position);
                }

                var isWhole = page.IsWhole;
                (page, reading) = (null!, null!); // while it waits, a stream holds nothing
                while (isWhole && watch.Round.Number == round)
                {
                    var left = call.IsComplete ? options.AfterCompletion - time.GetElapsedTime(lastNews) : options.Heartbeat;
                    if (left <= TimeSpan.Zero || !MayBeSeen(call))
                        yield break;
                    if (!await IsDoneAsync(next, left < options.Heartbeat ? left : options.Heartbeat, end.Token) && !end.IsCancellationRequested)
                        yield return Heartbeat();
                    if (end.IsCancellationRequested)
                        yield break;
                }
            }
        }
        finally
        {
            watches.Leave(watch);
        }
    }

    private TimeSpan Lifetime()
    {
        var left = Until - time.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < options.Longest ? left : options.Longest;
    }

    /// <returns>Whether the task has ended in time, and nothing else has.</returns>
    private async Task<bool> IsDoneAsync(Task task, TimeSpan limit, CancellationToken end)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(end);
        var first = await Task.WhenAny(task, Task.Delay(limit, time, decided.Token));
        await decided.CancelAsync();
        return first == task && !end.IsCancellationRequested;
    }

    private SseItem<string> Of(CallSnapshot call, CallPosition position) => Of(CallResponse.From(call), "call", position);

    private SseItem<string> Heartbeat() => Of(new HeartbeatEvent(time.GetUtcNow()), "heartbeat", null);

    // As text: the platform keeps buffers for each stream, several times larger where it makes the JSON itself.
    private SseItem<string> Of<T>(T data, string type, CallPosition? position) =>
        new(JsonSerializer.Serialize(data, json), type) { EventId = position is null ? null : EventIds.Of(position) };
}
