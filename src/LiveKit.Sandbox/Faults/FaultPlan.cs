namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>
/// Everything that shall go wrong from now on. Replaced as a whole. Of each list the first fault that matches and is drawn
/// strikes; only of the webhooks' all do.
/// </summary>
internal sealed record FaultPlan
{
    /// <summary>Where the draws begin; the same seed and the same sequence of requests draw the same faults.</summary>
    public long Seed { get; init; }

    public IReadOnlyList<RpcFault> Rpc { get; init => field = value ?? []; } = [];
    public IReadOnlyList<WebhookFault> Webhooks { get; init => field = value ?? []; } = [];
    public IReadOnlyList<EgressFault> Egress { get; init => field = value ?? []; } = [];
    public IReadOnlyList<AgentFault> Agents { get; init => field = value ?? []; } = [];
    public IReadOnlyList<RoomFault> Rooms { get; init => field = value ?? []; } = [];

    /// <summary>The fields whose values make no sense, by their path, and why.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (list, faults) in Lists())
        {
            for (var i = 0; i < faults.Count; i++)
            {
                if (faults[i] is not { } fault)
                    errors.Add($"{list}[{i}]", ["must not be null"]);
                else
                    foreach (var (field, reason) in fault.Errors())
                        errors.Add($"{list}[{i}].{field}", [reason]);
            }
        }

        return errors;
    }

    private IEnumerable<(string Name, IReadOnlyList<Fault> Faults)> Lists() =>
        [("rpc", Rpc), ("webhooks", Webhooks), ("egress", Egress), ("agents", Agents), ("rooms", Rooms)];
}
