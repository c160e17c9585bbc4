namespace OrleansCalls.WebFront.Documentation;

/// <summary>A header or query parameter that a handler's argument reads by itself, for the API's description.</summary>
internal sealed record DocumentedParameter(string Name, bool InHeader, string Description, string Example);
