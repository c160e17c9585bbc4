using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>How to join a call.</summary>
[Description("How to join; only in the answer to a start or to a request for a token")]
internal sealed record JoinResponse(
    [property: Description("LiveKit's address")] string Url,
    [property: Description("A LiveKit access token, valid for 15 min (on-demand) or 45 min (scheduled)")] string Token);
