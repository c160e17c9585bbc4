using System.Collections.Concurrent;
using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.State;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>How often each kind of fault was injected since the start or the last reset; a kept state goes on counting.</summary>
internal sealed class FaultCounts(StateFile state)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(state.Restored.Counts, StringComparer.Ordinal);

    /// <summary>The counts by list and kind, for example <c>webhooks.drop</c>; for RPCs by list and method.</summary>
    public IReadOnlyDictionary<string, int> ByKind => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);

    public void AddRpc(string method) => Add($"rpc.{method}");

    public void Add(WebhookFaultKind kind) => Add("webhooks", kind);

    public void Add(EgressFaultKind kind) => Add("egress", kind);

    public void Add(AgentFaultKind kind) => Add("agents", kind);

    public void Add(RoomFaultKind kind) => Add("rooms", kind);

    public void Reset()
    {
        _counts.Clear();
        state.WriteNothingCounted();
    }

    private void Add<TKind>(string list, TKind kind)
        where TKind : struct, Enum => Add($"{list}.{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}");

    private void Add(string name)
    {
        _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
        state.WriteCounted(name);
    }
}
