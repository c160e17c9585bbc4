namespace OrleansCalls.Grains.Recordings;

/// <summary>The bucket that recordings are in.</summary>
public interface IRecordingStore
{
    /// <summary>The object's size and type, or null when it is not there.</summary>
    /// <exception cref="Calls.OutsideException">The bucket could not be asked.</exception>
    Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>A presigned link to the object.</summary>
    string Link(string key, DateTimeOffset expiresAt);

    /// <summary>The keys of all objects that begin so.</summary>
    /// <exception cref="Calls.OutsideException">The bucket could not be asked.</exception>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes an object. One that is not there is no failure.</summary>
    /// <exception cref="Calls.OutsideException">The bucket could not be asked.</exception>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
