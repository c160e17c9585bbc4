using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>
/// A second activation of the call, on a silo that was taken for dead and is not: it acts by the state that it knows. What must be
/// stored before an action begins it cannot store any more, and ends over it; what needs no note it does.
/// </summary>
internal sealed partial class Simulation
{
    private void Split()
    {
        var (call, revision, log) = (Call, _revision, _log);
        for (var after = _random.Next(5); after < 60; after += 5 + _random.Next(30))
            At((_clock.Now - s_start).TotalSeconds + after, Act);

        void Act()
        {
            if (call.Request is null || call.DueAt is null)
                return;
            var actions = CallPlan.For(call, log, _timings, _clock.Now).Actions;
            if (revision != _revision && actions.Any(a => a.Intent(_clock.Now) is not null))
            {
                call = new CallState();
                return;
            }

            foreach (var action in actions.Where(a => a.Intent(_clock.Now) is null))
            {
                var order = new WorkOrder(Room, call, revision, action);
                log = log.Begin(action);
                _agenda.Enqueue(
                    () =>
                    {
                        var (events, answered) = CarryOut(order);
                        log = log.End(action, answered, _clock.Now);
                        if (_random.Next(2) is 0)
                            Turn([.. events.Where(e => e is not SessionWritten)]);
                    },
                    _clock.Now.AddSeconds(_random.NextDouble() * 10));
            }
        }
    }
}
