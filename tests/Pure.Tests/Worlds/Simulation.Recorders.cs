using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>What must hold of recorders at any time.</summary>
internal sealed partial class Simulation
{
    // An activation that died over it is woken after more than five minutes.
    private static readonly TimeSpan s_longestTwo = TimeSpan.FromMinutes(10);

    // A look at the room, 80 s apart; another 20 s later; requests to stop; a refused start or two. While nothing else goes wrong.
    private static readonly TimeSpan s_longestGap = TimeSpan.FromMinutes(5);

    private bool _awake;
    private DateTimeOffset? _twoSince;
    private DateTimeOffset? _noneSince;

    // There are never two for long, nor none while somebody is there and attempts are left.
    private void WatchRecorders()
    {
        var inOwnRoom = World.Open is { } open && open.Sid == Call.Room.Sid;
        var healthy = inOwnRoom ? World.Egresses.Count(e => e.IsHealthy && e.Report.RoomSid == Call.Room.Sid) : 0;
        _twoSince = healthy > 1 ? _twoSince ?? _clock.Now : null;
        Assert.False(_clock.Now - _twoSince > s_longestTwo, $"{healthy} recorders since {_twoSince - s_start}");

        var isMissed = inOwnRoom && Call.Request is not null && World.HumanThere && healthy is 0
            && _awake && !World.Away && World.RecordersWereListed
            && Call.EndDueAt(_timings) > _clock.Now && Call.EndedAt() is null
            && Call.AttemptsUsed(_timings) < _timings.MaxEgressAttempts;
        _noneSince = isMissed ? _noneSince ?? _clock.Now : null;
        Assert.False(_clock.Now - _noneSince > s_longestGap, $"no recorder since {_noneSince - s_start}");
    }
}
