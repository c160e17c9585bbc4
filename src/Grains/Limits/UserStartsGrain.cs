using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Limits;

namespace OrleansCalls.Grains.Limits;

/// <summary>
/// Remembers the starts of a minute, and reads them where calls are stored when it did not live then; which calls are live, the
/// tables and the calls themselves say, so that a place is free again whichever way a call ended. Where neither answers, the start fails: an allowance that cannot be known is none.
/// </summary>
[GrainType("user-starts"), CollectionAgeLimit(Minutes = 2)] // longer than it remembers, so that very many users cost no memory
internal sealed class UserStartsGrain(IUserCalls calls, StartLimits limits, CallClock clock) : Grain, IUserStartsGrain
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A start is answered within 13 s; what is not there by then never comes to be.
    private static readonly TimeSpan Underway = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly List<Place> _taken = [];

    private string User => this.GetPrimaryKeyString();

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _taken.AddRange((await calls.StartedSinceAsync(User, clock.Now - Minute, cancellationToken)).Select(start => new Place(null, start.Room, start.At)));

    public async Task<StartLimitReached?> TakeAsync(string room, Guid startId, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        _taken.RemoveAll(start => start.At <= now - Minute);
        if (_taken.Exists(start => start.StartId == startId || (start.StartId is null && start.Room == room)))
        {
            return null;
        }

        if (_taken.Count >= limits.PerMinute)
        {
            return new StartLimitReached(StartLimit.Minute, limits.PerMinute, _taken.Min(start => start.At) + Minute - now);
        }

        if (await LiveAsync(now, cancellationToken) >= limits.Live)
        {
            return new StartLimitReached(StartLimit.Live, limits.Live, LookAgain);
        }

        _taken.Add(new Place(startId, room, now));
        return null;
    }

    public Task GiveBackAsync(Guid startId, CancellationToken cancellationToken)
    {
        _taken.RemoveAll(start => start.StartId == startId);
        return Task.CompletedTask;
    }

    // The calls themselves are asked only where it matters.
    private async Task<int> LiveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await calls.OpenAsync(User, limits.Live + limits.PerMinute, cancellationToken);
        string[] rooms = [.. open.Union(_taken.Select(start => start.Room), StringComparer.Ordinal)];
        return rooms.Length < limits.Live ? rooms.Length : (await Task.WhenAll(rooms.Select(IsLiveAsync))).Count(live => live);

        async Task<bool> IsLiveAsync(string room) =>
            await GrainFactory.GetGrain<ICallGrain>(RoomKey.For(room)).GetAsync(cancellationToken) is { } call
                ? call is { Status: CallStatus.Starting or CallStatus.InProgress, EndRequested: false }
                : _taken.Exists(start => start.Room == room && start.At > now - Underway);
    }

    /// <param name="StartId">Null for one that a table told of.</param>
    /// <param name="Room">Its room.</param>
    /// <param name="At">When it was started.</param>
    private sealed record Place(Guid? StartId, string Room, DateTimeOffset At);
}
