using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Calls;

/// <summary>Something to be done outside the grain's turn, at most once at a time under its <see cref="Id"/>.</summary>
public abstract record CallAction
{
    /// <summary>Tells actions of one call apart; the tries of an action are counted under it.</summary>
    public abstract string Id { get; }

    /// <summary>
    /// How long what came of it may wait for actions that were begun together with it, so that one write stores it all.
    /// Short where somebody waits for it; where nobody does, as long as a start waits for its recorder.
    /// </summary>
    public virtual TimeSpan OutcomeMayWait => TimeSpan.FromMilliseconds(100);

    /// <summary>What the timeline calls it.</summary>
    public virtual string Name => Id;

    /// <summary>
    /// Whether the timeline tells of its end although it brought nothing new: not of looks, which would fill it.
    /// </summary>
    public virtual bool IsTold => true;

    /// <summary>For an action whose outcome nobody waits for.</summary>
    protected static readonly TimeSpan NobodyWaits = TimeSpan.FromSeconds(2);

    /// <summary>What must be stored before the action begins, because repeating it blindly would do harm.</summary>
    public virtual CallEvent? Intent(DateTimeOffset now) => null;
}
