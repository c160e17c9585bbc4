using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>The words of the API for what a call's snapshot says.</summary>
internal static class CallNames
{
    public static string Name(this CallStatus status) => status switch
    {
        CallStatus.InProgress => "in_progress",
        CallStatus.Completed => "completed",
        CallStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not seen from outside"),
    };

    public static string Name(this CallPhase phase) => phase switch
    {
        CallPhase.Requested or CallPhase.RoomCreated => "room_created",
        CallPhase.Live => "live",
        CallPhase.Ended => "ended",
        CallPhase.SummarySaved => "summary_saved",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    public static string Name(this ParticipantKind kind) => kind switch
    {
        ParticipantKind.Human => "human",
        ParticipantKind.Agent => "agent",
        ParticipantKind.Egress => "egress",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Name(this RecordingState state) => state switch
    {
        RecordingState.Skipped => "skipped",
        RecordingState.Starting => "starting",
        RecordingState.Active => "active",
        RecordingState.Ready => "ready",
        RecordingState.Failed => "failed",
        RecordingState.Aborted => "aborted",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Name(this SummarySource source) => source is SummarySource.Model ? "model" : "heuristic";
}
