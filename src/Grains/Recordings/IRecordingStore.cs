namespace OrleansCalls.Grains.Recordings;

/// <summary>The bucket that recordings are in.</summary>
public interface IRecordingStore
{
    /// <summary>The object's size and type, or null when it is not there.</summary>
    /// <exception cref="Calls.OutsideException">The bucket could not be asked.</exception>
    Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>A presigned link to the object.</summary>
    string Link(string key, DateTimeOffset expiresAt);
}
