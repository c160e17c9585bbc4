namespace OrleansCalls.Grains.Sweeping;

/// <summary>The calls whose due time has passed, found by an index.</summary>
public interface IDueCalls
{
    /// <summary>
    /// Takes due calls and moves their due time on, so that no other silo takes them too. The grain writes the true time
    /// with its next change; if this silo dies meanwhile, they are due again after the lease.
    /// </summary>
    /// <returns>The rooms' names, the longest due first.</returns>
    Task<IReadOnlyList<string>> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);
}
