namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Why an egress ended, as its <c>details</c> say it (livekit/protocol livekit/livekit_egress.go).</summary>
internal static class EndReason
{
    public const string StopRequested = "End reason: StopEgress API";
    public const string SourceClosed = "End reason: Source closed";
}
