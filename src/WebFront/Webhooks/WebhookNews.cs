using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>What a webhook says of one call.</summary>
/// <param name="Room">The name of the room that it is about; not checked to be one of ours.</param>
/// <param name="Events">Empty where it says nothing that a call wants to know.</param>
internal sealed record WebhookNews(string Room, IReadOnlyList<CallEvent> Events);
