using System.Security.Cryptography;
using OrleansCalls.LiveKit.Sandbox.State;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>What was really put into buckets: recordings, not their manifests. Oldest first.</summary>
internal sealed class UploadLog(StateFile state, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Upload> _uploads = [.. state.Restored.Uploads];

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

        state.Write(upload);
    }
}
