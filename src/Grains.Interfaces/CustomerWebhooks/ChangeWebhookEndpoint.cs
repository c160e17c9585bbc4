namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>Changes an endpoint; what is null stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("ChangeWebhookEndpoint")]
public sealed record ChangeWebhookEndpoint
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string UserId { get; init; }

    [Id(2)] public string? Url { get; init; }

    [Id(3)] public IReadOnlyList<string>? Events { get; init; }

    [Id(4)] public bool? Enabled { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(ChangeWebhookEndpoint);
}
