using System.Globalization;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Timelines;

/// <summary>Tells what an event has added to what is known of a call. Nothing, where it was known before.</summary>
internal static class TimelineFacts
{
    /// <summary>What is new in <paramref name="after"/>, which is <paramref name="before"/> with the event applied.</summary>
    /// <param name="before">The call before the event.</param>
    /// <param name="e">The event.</param>
    /// <param name="after">The call after the event.</param>
    /// <param name="now">When it is told, for what has no time of its own.</param>
    public static IEnumerable<TimelineFact> Of(CallState before, CallEvent e, CallState after, DateTimeOffset now)
    {
        foreach (var fact in Told(before, e, after, now))
        {
            yield return fact;
        }

        var status = after.Status();
        if (before.Request is not null && before.Status() != status && status is not CallStatus.StartFailed)
        {
            yield return new("call." + Words(status), (status is CallStatus.InProgress ? after.Room.CreatedAt : after.EndedAt()) ?? now, null);
        }
    }

    private static IEnumerable<TimelineFact> Told(CallState before, CallEvent e, CallState after, DateTimeOffset now) => e switch
    {
        CallRequested when before.Request is null =>
            One("call.requested", after.Request!.At, Words(after.Request.Start.CallType)),
        StartFailed f when before.StartFailure is null => One("start.failed", f.At, f.Reason),
        RoomCreated c when !before.Room.Made.ContainsKey(c.RoomSid) => One("room.created", c.CreatedAt, c.RoomSid),
        RoomSeen s => Seen(before.Room, s, after.Room),
        RoomNotSeen n when after.Room.InDoubt && !before.Room.InDoubt => One("room.not-found", n.At, null),
        RoomFinished f when IsLater(Sighting(before.Room, f.RoomSid).FinishedAt, Sighting(after.Room, f.RoomSid).FinishedAt) =>
            One(RoomWord(after.Room, f.RoomSid) + ".finished", f.At, f.RoomSid),
        RoomDeleted d when before.Room.DeletedAt is null => One("room.deleted", d.At, null),
        ParticipantSeen p => Participant(before, p, after),
        DispatchBegun or DispatchMade or DispatchFailed or DispatchPending or DispatchLost or DispatchTakenBack when before.Agent != after.Agent =>
            Agent(e),
        EgressStartBegun b when before.Recording.Starts.GetValueOrDefault(b.Attempt)?.BegunAt is null =>
            One("recorder.requested", b.At, Recorder(b.Attempt)),
        EgressStartFailed f when IsLater(before.Recording.Starts.GetValueOrDefault(f.Attempt)?.FailedAt, f.At) =>
            One("recorder.not-started", f.At, $"{Recorder(f.Attempt)}: {f.Reason}"),
        EgressReported { Report: { } report } => Recorder(before.Recording, report, after.Recording, now),
        RecorderNotListed n when IsGone(after, n.EgressId) && !IsGone(before, n.EgressId) => One("recorder.gone", n.At, n.EgressId + " is not in the room"),
        RecordingFound f when before.Recording.Objects.GetValueOrDefault(f.Key)?.FoundAt is null =>
            One("recording.found", f.At, string.Create(CultureInfo.InvariantCulture, $"{Recorder(after, f.Key)}, {f.SizeBytes} bytes")),
        RecordingMissing m when IsLater(before.Recording.Objects.GetValueOrDefault(m.Key)?.MissingAt, m.At) =>
            One("recording.missing", m.At, $"{Recorder(after, m.Key)}: {m.Reason}"),
        EndRequested r when before.End is null => One("end.requested", r.At, null),
        TranscriptChanged t when before.Transcript != after.Transcript =>
            One("transcript.received", t.At, t.FromClient ? "the client's transcript" : "segments"),
        SummaryMade s when Differs(before.Summary, after.Summary) => One("summary.made", s.AsOf, Words(after.Summary!)),
        SummaryRequested r when before.SummaryRequest?.Number != after.SummaryRequest!.Number => One("summary.requested", r.At, null),
        SummaryRequestAnswered a when before.SummaryRequestAnswer?.Number != after.SummaryRequestAnswer!.Number =>
            One(a.Failure is null ? "summary.remade" : "summary.not-remade", a.At, a.Failure),
        SessionWritten w when before.Session?.Digest != after.Session?.Digest => One("row.written", now, w.MemorySkipped),
        _ => [],
    };

    private static TimelineFact[] Seen(RoomFacts before, RoomSeen e, RoomFacts after) =>
        e.RoomSid != after.Sid && !before.Sightings.ContainsKey(e.RoomSid) ? One(RoomWord(after, e.RoomSid) + ".seen", e.At, e.RoomSid)
        : e.RoomSid == after.Sid && (before.InDoubt || before.EndedAt is not null) && !after.InDoubt && after.EndedAt is null
            ? One("room.found-again", e.At, e.RoomSid)
        : [];

    private static IEnumerable<TimelineFact> Participant(CallState before, ParticipantSeen e, CallState after)
    {
        var known = before.Participants.GetValueOrDefault(e.ParticipantSid);
        if (after.Participants.GetValueOrDefault(e.ParticipantSid) is not { } now)
        {
            yield break; // a stay of very many, told again
        }

        var who = e.Identity + (now.Kind is { } kind ? $" ({Words(kind)})" : "");
        var where = IsOwn(after.Room, e.RoomSid) ? "" : "stray-room.";
        if (known?.JoinedAt is null && now.JoinedAt is { } joined)
        {
            yield return new(where + "participant.joined", joined, who);
        }

        if (known?.AudioAt is null && now.AudioAt is { } audio)
        {
            yield return new(where + "participant.heard", audio, who);
        }

        if (known?.LeftAt is null && now.LeftAt is { } left)
        {
            yield return new(where + "participant.left", left, who);
        }
    }

    private static TimelineFact[] Agent(CallEvent e) => e switch
    {
        DispatchBegun d => One("agent.requested", d.At, Dispatch(d.Number)),
        DispatchMade d => One("agent.dispatched", d.At, d.DispatchId),
        DispatchFailed d => One("agent.not-dispatched", d.At, d.Reason),
        DispatchPending d => One("agent.awaited", d.At, Dispatch(d.Number) + " waits for a worker"),
        DispatchLost d => One("agent.missing", d.At, Dispatch(d.Number)),
        DispatchTakenBack d => One("agent.called-off", d.At, Dispatch(d.Number)),
        _ => [],
    };

    private static TimelineFact[] Recorder(RecordingFacts before, EgressReport report, RecordingFacts after, DateTimeOffset now)
    {
        var known = before.Egresses.GetValueOrDefault(report.EgressId);
        var merged = after.Egresses[report.EgressId];
        var isNews = known is null || known.Status != merged.Status || known.Error != merged.Error
            || (report.IsTerminal() && IsLater(known.EndedAt, merged.EndedAt));
        var at = (report.IsTerminal() ? report.EndedAt : report.Status is EgressStatus.Active ? report.StartedAt : report.UpdatedAt) ?? now;
        return !isNews ? [] : One("recorder." + Words(report.Status), at, report.EgressId + (report.Error is { } error ? ": " + error : ""));
    }

    private static bool IsGone(CallState call, string egressId) =>
        call.Recording.Egresses.TryGetValue(egressId, out var egress) && call.LeftRoomAt(egress) is not null;

    // That the transcript was read once more and fits is no news.
    private static bool Differs(SummaryMade? before, SummaryMade? after) =>
        before?.TranscriptHash != after?.TranscriptHash || before?.Provisional != after?.Provisional
        || before?.Summary.Source != after?.Summary.Source;

    private static bool IsLater(DateTimeOffset? known, DateTimeOffset? at) => at is not null && !(known >= at);

    private static RoomSighting Sighting(RoomFacts room, string sid) => room.Sightings.GetValueOrDefault(sid) ?? new();

    private static string RoomWord(RoomFacts room, string sid) => IsOwn(room, sid) ? "room" : "stray-room";

    // A webhook may be faster than the answer to CreateRoom: until then any room of the name is the call's.
    private static bool IsOwn(RoomFacts room, string sid) => room.Sid is null || sid == room.Sid;

    private static string Recorder(CallState call, string key) =>
        Recorder(call.Recording.Starts.FirstOrDefault(s => s.Value.Key == key).Key);

    private static string Recorder(int attempt) => string.Create(CultureInfo.InvariantCulture, $"recorder {attempt}");

    private static string Dispatch(int number) => string.Create(CultureInfo.InvariantCulture, $"dispatch {number}");

    private static string Words(SummaryMade made) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(made.Summary.Source is SummarySource.Model ? "by the model" : "by rule")}, {made.Lines} lines{(made.Provisional ? ", until the model answers" : "")}{Dropped(made)}");

    private static string Dropped(SummaryMade made) =>
        made.Summary.Evidence is { } evidence && evidence.DroppedDecisions + evidence.DroppedNextActions > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; left out without evidence: {evidence.DroppedDecisions} of its decisions, {evidence.DroppedNextActions} of its next actions")
            : "";

    // RoomCreated becomes room-created.
    private static string Words<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static TimelineFact[] One(string what, DateTimeOffset at, string? result) => [new(what, at, result)];
}
