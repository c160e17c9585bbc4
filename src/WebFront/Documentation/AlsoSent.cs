namespace OrleansCalls.WebFront.Documentation;

/// <summary>Text that an endpoint sends with 200 in place of its JSON, when it is asked for that.</summary>
internal sealed record AlsoSent(string MediaType, string Example);
