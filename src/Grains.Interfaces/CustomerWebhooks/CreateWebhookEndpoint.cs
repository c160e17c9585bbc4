namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>Registers an endpoint. Repeated with the same id it changes nothing and is answered alike.</summary>
[GenerateSerializer, Immutable, Alias("CreateWebhookEndpoint")]
public sealed record CreateWebhookEndpoint
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string UserId { get; init; }

    [Id(2)] public required string Url { get; init; }

    [Id(3)] public required IReadOnlyList<string> Events { get; init; }

    [Id(4)] public required NewWebhookSecret Secret { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(CreateWebhookEndpoint);
}
