using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Silo.S3;

/// <summary>Stands where no bucket is configured: nothing is recorded, and what was recorded before cannot be looked for.</summary>
internal sealed class NoRecordingStore : IRecordingStore
{
    public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) =>
        throw new OutsideException("No bucket is configured", refused: true); // which proves nothing about a recording

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        throw new OutsideException("No bucket is configured", refused: false);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        throw new OutsideException("No bucket is configured", refused: false);

    public string Link(string key, DateTimeOffset expiresAt) =>
        throw new InvalidOperationException("No bucket is configured");
}
