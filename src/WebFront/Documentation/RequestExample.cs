namespace OrleansCalls.WebFront.Documentation;

/// <summary>An example of a request's JSON body.</summary>
internal sealed record RequestExample(string Json);
