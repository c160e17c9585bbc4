using System.Collections.Immutable;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>How often, and with what success, the voice agent was called into the room.</summary>
public sealed record AgentFacts
{
    /// <summary>By number, from 1.</summary>
    public ImmutableSortedDictionary<int, Dispatch> Dispatches { get; init; } =
        ImmutableSortedDictionary<int, Dispatch>.Empty;

    internal AgentFacts Apply(CallEvent callEvent) => callEvent switch
    {
        DispatchBegun e => With(e.Number, d => d with { BegunAt = Times.Earlier(d.BegunAt, e.At) }),
        DispatchMade e => With(e.Number, d => d with
        {
            DispatchId = Times.Greater(d.DispatchId, e.DispatchId),
            MadeAt = Times.Earlier(d.MadeAt, e.At),
        }),
        DispatchFailed e => With(e.Number, d => d with
        {
            FailedAt = Times.Later(d.FailedAt, e.At),
            Reason = Times.Greater(d.Reason, e.Reason),
        }),
        DispatchPending e => With(e.Number, d => d with { PendingAt = Times.Later(d.PendingAt, e.At) }),
        DispatchTakenBack e => With(e.Number, d => d with { TakenBackAt = Times.Later(d.TakenBackAt, e.At) }),
        DispatchLost e => With(e.Number, d => d with { LostAt = Times.Later(d.LostAt, e.At) }),
        _ => this,
    };

    private AgentFacts With(int number, Func<Dispatch, Dispatch> change) =>
        this with { Dispatches = Dispatches.SetItem(number, change(Dispatches.GetValueOrDefault(number) ?? new Dispatch())) };
}
