using System.Security.Cryptography;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>What was really put into buckets: recordings, not their manifests. Oldest first.</summary>
internal sealed class UploadLog(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Upload> _uploads = [];

    public IReadOnlyList<Upload> All
    {
        get
        {
            lock (_lock)
                return [.. _uploads];
        }
    }

    /// <summary>An object was stored.</summary>
    public void Add(string egressId, string room, string key, byte[] content)
    {
        var upload = new Upload(egressId, room, key, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), time.GetUtcNow());
        lock (_lock)
            _uploads.Add(upload);
    }
}
