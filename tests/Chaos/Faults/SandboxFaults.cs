namespace OrleansCalls.Chaos.Faults;

/// <summary>A plan of faults as the sandbox takes it; see its README.</summary>
internal sealed record SandboxFaults
{
    public int Seed { get; init; }

    public IReadOnlyList<RpcFault> Rpc { get; init; } = [];

    public IReadOnlyList<WebhookFault> Webhooks { get; init; } = [];

    public IReadOnlyList<LaterFault> Egress { get; init; } = [];

    public IReadOnlyList<LaterFault> Agents { get; init; } = [];

    public IReadOnlyList<LaterFault> Rooms { get; init; } = [];

    internal sealed record RpcFault(string? Method, double Chance, int? Status, int DelayMs, bool AfterEffect);

    internal sealed record WebhookFault(string Kind, string? Event, double Chance, int Count, int DelayMs);

    internal sealed record LaterFault(string Kind, double Chance, int AfterMs);
}
