using System.ComponentModel;

namespace OrleansCalls.WebFront.Fred;

/// <summary>A started call, as existing frontends expect it.</summary>
internal sealed record CallAnswer
{
    [Description("Always true: what fails is answered with another status")]
    public required bool Success { get; init; }

    [Description("A LiveKit access token to join the room, valid for 15 min (on-demand) or 45 min (scheduled)")]
    public required string Token { get; init; }

    [Description("LiveKit's address")]
    public required string Url { get; init; }

    [Description("LiveKit's room, which names the call from now on")]
    public required string Room { get; init; }

    [Description("`on-demand` or `scheduled`")]
    public required string CallType { get; init; }

    [Description("How long people may talk, in seconds")]
    public required int MaxDuration { get; init; }

    [Description("LiveKit's id of the recorder; null while no recording has started")]
    public required string? EgressId { get; init; }
}
