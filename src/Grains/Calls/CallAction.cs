using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Calls;

/// <summary>Something to be done outside the grain's turn, at most once at a time under its <see cref="Id"/>.</summary>
public abstract record CallAction
{
    /// <summary>Tells actions of one call apart; the tries of an action are counted under it.</summary>
    public abstract string Id { get; }

    /// <summary>What must be stored before the action begins, because repeating it blindly would do harm.</summary>
    public virtual CallEvent? Intent(DateTimeOffset now) => null;
}
