namespace OrleansCalls.Grains.Sweeping;

/// <summary>Rounds that one silo makes for all.</summary>
public interface IRounds
{
    /// <summary>
    /// Takes the next round if it is due. A silo that dies in the middle of its round costs that round: the next one is due
    /// after the interval all the same.
    /// </summary>
    /// <returns>True for one silo only.</returns>
    Task<bool> TakeAsync(string round, TimeSpan interval, CancellationToken cancellationToken);
}
