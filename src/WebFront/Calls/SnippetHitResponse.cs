using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A word of a snippet that was searched for: <c>text.slice(start, start + length)</c>.</summary>
internal sealed record SnippetHitResponse(
    [property: Description("In UTF-16 code units, as JavaScript counts, from 0")] int Start,
    [property: Description("In UTF-16 code units")] int Length);
