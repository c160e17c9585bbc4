using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>Calls as they are stored, many at once and without an activation for each.</summary>
public interface IStoredCalls
{
    /// <summary>The calls of these rooms, by room, also those of which a tombstone alone is left; rooms without one are left out.</summary>
    Task<IReadOnlyDictionary<string, CallState>> FindAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken);
}
