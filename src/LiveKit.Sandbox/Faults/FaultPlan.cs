namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Everything that shall go wrong from now on. Replaced as a whole.</summary>
internal sealed record FaultPlan
{
    /// <summary>Faults of RPCs; the first that matches and is not used up counts.</summary>
    public IReadOnlyList<RpcFault> Rpc { get; init; } = [];

    public WebhookFaults Webhooks { get; init; } = new();
}
