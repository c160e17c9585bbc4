namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>A word of a snippet that was searched for.</summary>
/// <param name="Start">Where it begins in the snippet's text, in UTF-16 code units from 0.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
[GenerateSerializer, Immutable, Alias("SnippetHit")]
public sealed record SnippetHit([property: Id(0)] int Start, [property: Id(1)] int Length);
