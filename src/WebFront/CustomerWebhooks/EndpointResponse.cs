using System.ComponentModel;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>A webhook endpoint.</summary>
internal sealed record EndpointResponse
{
    [Description("The endpoint's id")]
    public required Guid Id { get; init; }

    [Description("Where events are posted to")]
    public required string Url { get; init; }

    [Description("The types of events that are sent")]
    public required IReadOnlyList<string> Events { get; init; }

    [Description("Whether anything is sent")]
    public required bool Enabled { get; init; }

    [Description("Why it is disabled: its user did so, or it answered 410")]
    public required string? DisabledReason { get; init; }

    [Description("Since when it is disabled")]
    public required DateTimeOffset? DisabledAt { get; init; }

    [Description("When it was registered")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("Until when deliveries are signed with the secret before the present one too")]
    public required DateTimeOffset? OldSecretUntil { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("What deliveries are signed with, `whsec_…`; shown only here and now, when it was made")]
    public string? Secret { get; init; }

    public static EndpointResponse From(WebhookEndpoint endpoint) => new()
    {
        Id = endpoint.Id,
        Url = endpoint.Url,
        Events = endpoint.Events,
        Enabled = endpoint.DisabledAt is null,
        DisabledReason = endpoint.DisabledReason,
        DisabledAt = endpoint.DisabledAt,
        CreatedAt = endpoint.CreatedAt,
        OldSecretUntil = endpoint.OldSecretUntil,
    };
}
