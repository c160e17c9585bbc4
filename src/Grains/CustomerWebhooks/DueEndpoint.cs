namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>An endpoint that this silo alone sends to for the time of a lease, and what is due there.</summary>
public sealed class DueEndpoint // not a record: it would print the secrets
{
    public required Guid Id { get; init; }

    public required string Url { get; init; }

    /// <summary>What is signed with, the present secret first; empty when it cannot be read.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>How many rounds in a row delivered nothing.</summary>
    public required int Failures { get; init; }

    /// <summary>Whether the last round failed or was slow.</summary>
    public required bool IsTroubled { get; init; }

    /// <summary>When the lease is over; by this its holder is known.</summary>
    public required DateTimeOffset LeasedUntil { get; init; }

    /// <summary>Each the first of its call that is not finished; none when all that is due waits for another.</summary>
    public IReadOnlyList<DueDelivery> Deliveries { get; init; } = [];
}
