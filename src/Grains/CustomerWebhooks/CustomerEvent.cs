using System.Text.Json;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>
/// Something about a call that its user's endpoints are told of. It travels in the call's document on its way to storage:
/// the statement that stores the call makes a delivery of it for each endpoint that wants it.
/// </summary>
public sealed record CustomerEvent
{
    /// <summary>The same for the same event however often it is derived: an endpoint is told of it once.</summary>
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What is sent: <c>{ type, timestamp, data }</c>, as Standard Webhooks has it.</summary>
    public required JsonElement Payload { get; init; }
}
