using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Silo.S3;

/// <summary>Stands where no bucket is configured: calls are not recorded, so nothing is ever looked for.</summary>
internal sealed class NoRecordingStore : IRecordingStore
{
    public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<StoredRecording?>(null);

    public string Link(string key, DateTimeOffset expiresAt) =>
        throw new InvalidOperationException("No bucket is configured");
}
