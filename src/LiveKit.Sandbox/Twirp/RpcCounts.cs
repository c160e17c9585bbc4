using System.Collections.Concurrent;

namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>How often each RPC was asked for since the start or the last reset, whatever came of it.</summary>
internal sealed class RpcCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts by the method's name, for example <c>CreateRoom</c>.</summary>
    public IReadOnlyDictionary<string, int> ByMethod => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);

    public void Add(string method) => _counts.AddOrUpdate(method, 1, static (_, count) => count + 1);

    public void Reset() => _counts.Clear();
}
