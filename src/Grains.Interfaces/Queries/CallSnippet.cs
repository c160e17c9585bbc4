namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>The place in a call's summary or transcript where most of the words are that were searched for.</summary>
/// <param name="Text">As it was written or said, on one line, with an ellipsis where it was cut; at most 202 UTF-16 code units.</param>
/// <param name="Source">Which text it is from.</param>
/// <param name="Hits">The words that were searched for, in the order of the text; they do not overlap.</param>
[GenerateSerializer, Immutable, Alias("CallSnippet")]
public sealed record CallSnippet(
    [property: Id(0)] string Text, [property: Id(1)] SnippetSource Source, [property: Id(2)] IReadOnlyList<SnippetHit> Hits)
{
    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => nameof(CallSnippet);
}
