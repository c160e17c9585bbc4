using System.ComponentModel;

namespace OrleansCalls.WebFront.Fred;

/// <summary>A line of the client's transcript.</summary>
internal sealed record SpokenLine(
    [property: Description("`user` or `fred`")] string Speaker,
    [property: Description("What was said")] string Text,
    [property: Description("When it was said, in the client's own form")] string? Timestamp = null);
