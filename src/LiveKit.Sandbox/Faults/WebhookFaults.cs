namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>What goes wrong with webhooks.</summary>
internal sealed record WebhookFaults
{
    /// <summary>No event is sent.</summary>
    public bool Drop { get; init; }

    /// <summary>How often each event is delivered, with the same id; 1 is normal.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>How many times an event is to be sent.</summary>
    public int Copies => Drop ? 0 : Math.Clamp(Repeat, 1, 100);
}
