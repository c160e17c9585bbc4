namespace OrleansCalls.Chaos.Checks;

/// <summary>An entry of a call's timeline.</summary>
internal sealed record TimelineFacts(string What);
