using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>How an egress that was active ends, as its last status tells it (livekit/protocol livekit/livekit_egress.go).</summary>
/// <param name="Status">The last status.</param>
/// <param name="Details">Why it ended.</param>
/// <param name="Error">What went wrong; empty when nothing did.</param>
/// <param name="ErrorCode">The HTTP status that belongs to the error; 0 for none.</param>
internal sealed record EgressEnd(EgressStatus Status, string Details, string Error = "", int ErrorCode = 0)
{
    public static readonly EgressEnd Stopped = new(EgressStatus.Complete, "End reason: StopEgress API");
    public static readonly EgressEnd SourceClosed = new(EgressStatus.Complete, "End reason: Source closed");
    public static readonly EgressEnd LimitReached = new(EgressStatus.LimitReached, "End reason: Session limit reached", "Session limit reached", 413);
    public static readonly EgressEnd PipelineFrozen = new(EgressStatus.Failed, "End reason: Failure", "pipeline frozen", 500);

    /// <summary>The browser could not open the page that it was to record.</summary>
    public static EgressEnd PageNotLoaded(string why) => new(EgressStatus.Failed, PipelineFrozen.Details, $"page load error: {why}", 400);

    /// <summary>What it recorded until then is uploaded all the same.</summary>
    public static readonly EgressEnd RoomLost = new(EgressStatus.Failed, SourceClosed.Details, "recording ended early: connection to room failed", 503);
}
