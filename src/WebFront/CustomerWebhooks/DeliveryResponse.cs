using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>One event on its way to one endpoint.</summary>
internal sealed record DeliveryResponse
{
    [Description("The delivery's id")]
    public required Guid Id { get; init; }

    [Description("Sent as `webhook-id`: the same at every attempt, for receivers to know a repetition by")]
    public required string EventId { get; init; }

    [Description("What happened, such as `call.completed`")]
    public required string Type { get; init; }

    [Description("The call's room; null for a test")]
    public required string? Room { get; init; }

    [Description("When it happened")]
    public required DateTimeOffset OccurredAt { get; init; }

    [Description("`pending`, `delivered` or `dead`")]
    public required string State { get; init; }

    [Description("How often it was tried since it was made, or was last to be sent again")]
    public required int Attempts { get; init; }

    [Description("When it is tried next at the earliest; it also waits for earlier events of its call")]
    public required DateTimeOffset? NextAttemptAt { get; init; }

    [Description("When it was last tried")]
    public required DateTimeOffset? LastAttemptAt { get; init; }

    [Description("The HTTP status of the last attempt; null when there was no answer")]
    public required int? LastStatus { get; init; }

    [Description("Why the last attempt failed")]
    public required string? LastError { get; init; }

    [Description("When the endpoint took it")]
    public required DateTimeOffset? DeliveredAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("What is sent; only where one delivery is looked at")]
    public JsonElement? Payload { get; init; }

    public static DeliveryResponse From(WebhookDelivery delivery) => new()
    {
        Id = delivery.Id,
        EventId = delivery.EventId,
        Type = delivery.Type,
        Room = delivery.Room,
        OccurredAt = delivery.OccurredAt,
        State = DeliveryNames.Of(delivery.State),
        Attempts = delivery.Attempts,
        NextAttemptAt = delivery.NextAttemptAt,
        LastAttemptAt = delivery.LastAttemptAt,
        LastStatus = delivery.LastStatus,
        LastError = delivery.LastError,
        DeliveredAt = delivery.DeliveredAt,
        Payload = delivery.Payload is { } payload ? JsonElement.Parse(payload) : null,
    };
}
