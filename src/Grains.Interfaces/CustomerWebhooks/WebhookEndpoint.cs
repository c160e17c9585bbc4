namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>Where a user wants to be told of its calls. Its secret is never read out again.</summary>
[GenerateSerializer, Immutable, Alias("WebhookEndpoint")]
public sealed record WebhookEndpoint
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Url { get; init; }

    /// <summary>The types of events that it wants, of <see cref="WebhookEventTypes.All"/>.</summary>
    [Id(2)] public required IReadOnlyList<string> Events { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while events are sent to it. What happens while it is disabled is not told later.</summary>
    [Id(4)] public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why it is disabled, in words for its user.</summary>
    [Id(5)] public string? DisabledReason { get; init; }

    /// <summary>Until when the secret before the present one is signed with too; null when there is none.</summary>
    [Id(6)] public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(WebhookEndpoint);
}
