namespace OrleansCalls.Grains.Erasure;

/// <summary>Calls that are kept too long, found by indexes.</summary>
public interface IExpiredCalls
{
    /// <summary>The rooms of calls that ended before a time, by their rows, in a fixed order.</summary>
    /// <param name="endedBefore">The time.</param>
    /// <param name="after">The <see cref="ExpiredCalls.Next"/> of the batch before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<ExpiredCalls> FindRowsAsync(DateTimeOffset endedBefore, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The rooms of calls that began before a time and have no row: their start failed, as a rule.</summary>
    /// <param name="begunBefore">The time.</param>
    /// <param name="after">The <see cref="ExpiredCalls.Next"/> of the batch before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<ExpiredCalls> FindRowlessAsync(DateTimeOffset begunBefore, string? after, int limit, CancellationToken cancellationToken);
}
