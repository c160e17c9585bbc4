namespace OrleansCalls.Grains.Sweeping;

/// <summary>The calls whose due time has passed, found by an index.</summary>
public interface IDueCalls
{
    /// <summary>
    /// Takes due calls and moves their due time on by a lease, so that no other silo takes them too. If this silo dies
    /// meanwhile, they are due again after it.
    /// </summary>
    Task<TakenCalls> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Sets when taken calls are due again, all in one commit. A call that has stored a due time of its own meanwhile keeps it.
    /// </summary>
    Task MoveAsync(TakenCalls taken, IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> dueByRoom, CancellationToken cancellationToken);
}
