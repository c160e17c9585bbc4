namespace OrleansCalls.Chaos.Checks;

/// <summary>An object in the bucket.</summary>
internal sealed record ObjectFacts(long Size, string Sha256);
