using System.Globalization;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Timelines;

/// <summary>Why an action is begun, in words for support.</summary>
internal static class ActionCause
{
    /// <summary>Why, as far as the facts at its beginning tell.</summary>
    public static string Of(CallAction action, CallState call) => action switch
    {
        CreateRoom => "the call was asked for",
        AbandonStart => "the room was not made in time",
        DeleteRoom { Why: "stray" } => "the call's own room has ended",
        DeleteRoom { Why: "failed-start" } => "the start has failed",
        DeleteRoom => End(call),
        DispatchAgent { Number: 1 } => "the room was created",
        DispatchAgent a => Again(call.Agent.Dispatches.GetValueOrDefault(a.Number - 1)),
        LookForAgent => "a human waits without an agent",
        StartEgress { Attempt: 1 } => "the room was created",
        StartEgress a => Again(call.Recording, a.Attempt - 1),
        FindLostEgress => "the start of the recorder was not answered",
        StopEgress when call.EndedAt() is not null => "the room has ended",
        StopEgress when call.Running().Skip(1).Any() => "another recorder runs",
        StopEgress a when call.End is null => Stop(call, call.Recording.Egresses.GetValueOrDefault(a.EgressId)),
        StopEgress => End(call),
        FindRecording { GiveUp: true } => "the recorder has ended, and the bucket was asked before",
        FindRecording => "the recorder has ended",
        MakeSummary { AskModelAgain: true } => "the model had failed",
        MakeSummary { Request: not null } => "it was asked for anew",
        MakeSummary { Known: null } => "the words are there",
        MakeSummary => "there may be more words",
        WriteSession or RecordSession => "the row is behind",
        EraseRecords or EraseRecordings or CloseRooms or ForgetCall => "the call is to be erased",
        _ => "it is time to look",
    };

    private static string Stop(CallState call, EgressReport? egress) =>
        egress is null || call.Running().All(e => e.EgressId != egress.EgressId) ? "it is a stray"
        : call.LeftRoomAt(egress) is not null ? "it has left the room"
        : egress.Status is EgressStatus.Starting ? "it does not get beyond its start"
        : End(call);

    private static string End(CallState call) =>
        call.End is { } asked ? $"{asked.By} asked to end the call"
        : call.Humans().Any() ? "the call's time is over"
        : "nobody came";

    private static string Again(Dispatch? earlier) => earlier switch
    {
        { FailedAt: not null, DispatchId: null } => $"the dispatch before it failed: {earlier.Reason}",
        _ => "the agent is missing",
    };

    private static string Again(RecordingFacts recording, int earlier)
    {
        var start = recording.Starts.GetValueOrDefault(earlier);
        var status = start is null ? null : recording.EgressOf(start.Key)?.Status;
        var end = status switch
        {
            EgressStatus.Aborted => "was aborted",
            EgressStatus.Failed => "failed",
            EgressStatus.LimitReached => "reached its limit",
            EgressStatus.Complete => "ended while somebody was there",
            null => "was not started: " + start?.Reason,
            _ => "is lost",
        };
        return string.Create(CultureInfo.InvariantCulture, $"recorder {earlier} {end}");
    }
}
