using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>The place in a call's texts that shows why a search found it.</summary>
[Description("Where the words of `text` are")]
internal sealed record SnippetResponse
{
    [Description("Plain text as it was said or written, at most 202 characters, with … where it was cut. It may hold `<` and `&`: it is no HTML")]
    public required string Text { get; init; }

    [Description("`transcript` or `summary`")]
    public required string Source { get; init; }

    [Description("The words searched for, in order, none over another")]
    public required IReadOnlyList<SnippetHitResponse> Hits { get; init; }

    public static SnippetResponse From(CallSnippet snippet) => new()
    {
        Text = snippet.Text,
        Source = snippet.Source is SnippetSource.Summary ? "summary" : "transcript",
        Hits = [.. snippet.Hits.Select(hit => new SnippetHitResponse(hit.Start, hit.Length))],
    };
}
