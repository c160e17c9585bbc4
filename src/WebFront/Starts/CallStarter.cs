using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Limits;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Starts;

/// <summary>Starts a call and waits until its room is there or LiveKit has refused, at most 13 s; both start routes use it.</summary>
internal sealed class CallStarter(GrainCalls grains, RecorderWait recorder, TimeProvider time)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(13);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    public async Task<StartOutcome> StartAsync(StartOrder order, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (call, refusal) = await PlaceAsync(order, cancellationToken);
        if (call is null)
            return refusal!;
        var startId = call.StartId;

        call = await WaitForRoomAsync(call, began, cancellationToken);
        switch (call)
        {
            case { Status: CallStatus.InProgress, EndRequested: false }:
                return new StartOutcome.Started(await recorder.WaitAsync(call, cancellationToken));
            case { Status: CallStatus.Starting or CallStatus.StartFailed }:
                await ReleaseAsync(order, startId, call.Room, cancellationToken);
                return new StartOutcome.NotStarted(call.StartFailure ?? "LiveKit did not create the room in time");
            default:
                return new StartOutcome.AlreadyEnded();
        }
    }

    /// <summary>Stores the start in a room of its own, or finds the one that the idempotency key is bound to.</summary>
    private async Task<(CallSnapshot? Call, StartOutcome? Refusal)> PlaceAsync(StartOrder order, CancellationToken cancellationToken)
    {
        for (var moment = time.GetUtcNow(); ; moment += TimeSpan.FromMilliseconds(1))
        {
            var room = RoomName.For(order.UserId, moment);
            var repeated = false;
            if (order.Key is { } key)
            {
                var claim = await grains.QueryAsync(
                    q => q.ClaimStartAsync(order.UserId, key, order.BodyHash, room), cancellationToken);
                if (claim.IsErased)
                    return (null, new StartOutcome.AlreadyEnded());
                if (!string.Equals(claim.BodyHash, order.BodyHash, StringComparison.Ordinal))
                    return (null, new StartOutcome.KeyReused());
                repeated = !claim.IsNew;
                room = claim.Room;
            }

            // A repeat is free, unless its first request was lost before it took a place.
            var start = order.In(room);
            var known = repeated && await grains.AskAsync(room, c => c.GetAsync(cancellationToken), cancellationToken) is not null;
            if (!known && await grains.StartsAsync(order.UserId, s => s.TakeAsync(room, start.StartId), cancellationToken) is { } limit)
            {
                await ReleaseKeyAsync(order, room, cancellationToken);
                return (null, new StartOutcome.LimitReached(limit));
            }

            // Under a key this also begins a start whose first request was lost between the claim and here.
            var call = await grains.AskAsync(room, c => c.StartAsync(start), cancellationToken);
            if (call is null && repeated)
                return (null, new StartOutcome.AlreadyEnded()); // it is being erased
            var failedBefore = repeated && call?.Status is CallStatus.StartFailed;
            if (call?.StartId == start.StartId && !failedBefore)
                return (call, null);

            // Another start took this millisecond, or the front was lost before it freed the key of a failed start.
            await ReleaseAsync(order, start.StartId, room, cancellationToken);
        }
    }

    private async Task<CallSnapshot> WaitForRoomAsync(CallSnapshot call, long began, CancellationToken cancellationToken)
    {
        while (call.Status is CallStatus.Starting)
        {
            var left = s_deadline - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return await grains.AskAsync(
                    call.Room, c => c.GiveUpStartAsync("LiveKit did not create the room in time"), cancellationToken) ?? call;
            }

            var (room, revision) = (call.Room, call.Revision);
            var wait = left < s_longestWait ? left : s_longestWait;
            call = await grains.AskAsync(room, c => c.WaitAsync(revision, wait, cancellationToken), cancellationToken) ?? call;
        }

        return call;
    }

    /// <summary>Frees what a start held that came to nothing: its place among the user's, and its key.</summary>
    private async Task ReleaseAsync(StartOrder order, Guid startId, string room, CancellationToken cancellationToken)
    {
        await grains.StartsAsync(order.UserId, s => GiveBackAsync(s, startId), cancellationToken);
        await ReleaseKeyAsync(order, room, cancellationToken);
    }

    private static async Task<bool> GiveBackAsync(IUserStartsGrain starts, Guid startId)
    {
        await starts.GiveBackAsync(startId);
        return true;
    }

    private Task ReleaseKeyAsync(StartOrder order, string room, CancellationToken cancellationToken) => order.Key is { } key
        ? grains.QueryAsync(q => ReleaseAsync(q, order.UserId, key, room), cancellationToken)
        : Task.CompletedTask;

    private static async Task<bool> ReleaseAsync(ICallQueryGrain queries, string userId, string key, string room)
    {
        await queries.ReleaseStartAsync(userId, key, room);
        return true;
    }
}
