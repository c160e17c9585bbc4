using System.ComponentModel;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>A time at which people talked and nothing was recorded.</summary>
internal sealed record GapResponse(
    [property: Description("When it begins")] DateTimeOffset From,
    [property: Description("When it ends")] DateTimeOffset To,
    [property: Description("Why, in words for the call's user")] string Reason);
