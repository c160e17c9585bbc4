namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>A delivery that is due.</summary>
/// <param name="Id">The delivery's id.</param>
/// <param name="EventId">What is sent as <c>webhook-id</c>.</param>
/// <param name="Payload">The body.</param>
/// <param name="Attempts">How many attempts there were.</param>
/// <param name="Age">How long ago it was made, or asked to be sent again.</param>
public sealed record DueDelivery(Guid Id, string EventId, string Payload, int Attempts, TimeSpan Age);
