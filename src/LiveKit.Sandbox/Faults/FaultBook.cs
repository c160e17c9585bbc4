namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>The faults in force, how often each has struck, and the draws.</summary>
internal sealed class FaultBook
{
    private readonly Lock _lock = new();
    private FaultPlan _plan = new();
    private Dictionary<Fault, int> _struck = [];
    private Random _random = RandomOf(0);

    /// <summary>The plan in force.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_lock)
                return _plan;
        }
    }

    /// <summary>Puts a plan in force; its counts and draws start anew. What was drawn before still happens.</summary>
    public void Replace(FaultPlan plan)
    {
        lock (_lock)
        {
            _plan = plan;
            _struck = new(ReferenceEqualityComparer.Instance);
            _random = RandomOf(plan.Seed);
        }
    }

    /// <summary>The fault of a request, if any.</summary>
    /// <param name="method">The RPC's name.</param>
    /// <param name="rooms">The rooms that the request names; asked for only where a fault is meant for one room.</param>
    public RpcFault? StrikeRpc(string method, Func<IReadOnlyList<string>> rooms)
    {
        // Asked for before the lock is taken: the answer may need another one.
        var named = Plan.Rpc.Any(fault => fault.Room is not null) ? rooms() : [];
        lock (_lock)
            return _plan.Rpc.FirstOrDefault(fault => fault.Matches(method) && (fault.Room is null || named.Contains(fault.Room, StringComparer.Ordinal)) && IsDrawn(fault));
    }

    /// <summary>The faults of an event.</summary>
    public IReadOnlyList<WebhookFault> StrikeWebhook(string news, string room)
    {
        lock (_lock)
            return [.. _plan.Webhooks.Where(fault => fault.Matches(news) && IsFor(fault, room) && IsDrawn(fault))];
    }

    /// <summary>The fault of an egress that starts in a room, if any.</summary>
    public EgressFault? StrikeEgress(string room) => Strike(plan => plan.Egress, room);

    /// <summary>The fault of an agent that is dispatched to a room, if any.</summary>
    public AgentFault? StrikeAgent(string room) => Strike(plan => plan.Agents, room);

    /// <summary>The fault of a new room, if any.</summary>
    public RoomFault? StrikeRoom(string room) => Strike(plan => plan.Rooms, room);

    private TFault? Strike<TFault>(Func<FaultPlan, IReadOnlyList<TFault>> list, string room)
        where TFault : Fault
    {
        lock (_lock)
            return list(_plan).FirstOrDefault(fault => IsFor(fault, room) && IsDrawn(fault));
    }

    private static bool IsFor(Fault fault, string room) => fault.Room is null || string.Equals(fault.Room, room, StringComparison.Ordinal);

    private bool IsDrawn(Fault fault)
    {
        var struck = _struck.GetValueOrDefault(fault);
        if (struck >= fault.Times || _random.NextDouble() >= fault.Chance)
            return false;

        _struck[fault] = struck + 1;
        return true;
    }

    private static Random RandomOf(long seed) => new(seed.GetHashCode());
}
