namespace OrleansCalls.WebFront.Documentation;

/// <summary>A kind of event that an endpoint streams, for the API's description.</summary>
/// <param name="Name">As <c>event:</c> says it.</param>
/// <param name="Data">What <c>data:</c> holds, as JSON.</param>
/// <param name="Meaning">When it comes.</param>
/// <param name="Id">An example of its id; null where it has none.</param>
internal sealed record StreamedEvent(string Name, Type Data, string Meaning, string? Id);
