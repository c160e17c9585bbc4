namespace OrleansCalls.Chaos.Checks;

/// <summary>A row of <c>webhook_deliveries</c>.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="State">Where it stands.</param>
internal sealed record DeliveryFacts(string EventId, string Type, string State);
