using System.Collections.Immutable;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// What this activation has tried, for pacing only: it is lost with the activation, and no decision about what became of
/// the call rests on it.
/// </summary>
public sealed record ActionLog
{
    private ImmutableDictionary<string, Tries> Actions { get; init; } = ImmutableDictionary<string, Tries>.Empty;

    /// <summary>The row that was written last; stored as such with the call's last change only.</summary>
    public SessionWritten? Written { get; init; }

    /// <summary>When somebody last asked for a summary that knows what was stored until then.</summary>
    public DateTimeOffset? SummaryWantedAt { get; init; }

    /// <summary>When words were last stored.</summary>
    public DateTimeOffset? LastSegmentAt { get; init; }

    /// <summary>The tries of an action.</summary>
    public Tries For(string actionId) => Actions.GetValueOrDefault(actionId) ?? Tries.None;

    internal ActionLog Begin(CallAction action) => Set(action.Id, For(action.Id) with { Running = true });

    internal ActionLog End(CallAction action, bool answered, DateTimeOffset now)
    {
        var tries = For(action.Id);
        return Set(action.Id, tries with
        {
            Running = false,
            Count = tries.Count + 1,
            Answered = tries.Answered + (answered ? 1 : 0),
            FailuresInARow = answered ? 0 : tries.FailuresInARow + 1,
            LastEndedAt = now,
            FirstAnsweredAt = tries.FirstAnsweredAt ?? (answered ? now : null),
            LastAnsweredAt = answered ? now : tries.LastAnsweredAt,
        });
    }

    private ActionLog Set(string id, Tries tries) => this with { Actions = Actions.SetItem(id, tries) };
}
