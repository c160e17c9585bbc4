using System.ComponentModel;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>All endpoints of the caller.</summary>
internal sealed record EndpointListResponse([property: Description("The oldest first")] IReadOnlyList<EndpointResponse> Webhooks);
