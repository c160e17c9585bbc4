using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Recordings;

/// <summary>What the facts of a recording mean.</summary>
internal static class RecordingReading
{
    /// <summary>Whether it is decided what became of a recorder's object.</summary>
    public static bool IsSettled(this RecordingFacts recording, EgressStart start) =>
        (start.Refused && recording.EgressOf(start.Key) is null)
        || (recording.Objects.GetValueOrDefault(start.Key) is { } o
            && (o.FoundAt is not null || (o.MissingAt is not null && !recording.ReportedAfter(start.Key, o))));

    // A recorder that reports its good end after its object was given up is given another look.
    private static bool ReportedAfter(this RecordingFacts recording, string key, RecordingObject verdict) =>
        recording.EgressOf(key) is { } egress && egress.EndedWell() && egress.LastToldAt() > (verdict.KnownUntil ?? verdict.MissingAt);

    /// <summary>Whether a recorder was asked for that is not known to have ended, or that may still appear.</summary>
    public static bool AnyRecorderRunning(this RecordingFacts recording) => recording.Starts.Values.Any(s =>
        recording.EgressOf(s.Key) is { } egress ? !egress.IsTerminal() : !recording.IsSettled(s));

    /// <summary>
    /// The call's own recorders that LiveKit says are at work, the one that came furthest last. Others in the room are
    /// somebody else's.
    /// </summary>
    public static IEnumerable<EgressReport> Running(this CallState call) => call.Recording.Egresses.Values
        .Where(e => (e.RoomSid is null || e.RoomSid == call.Room.Sid) && call.Recording.Starts.Values.Any(s => s.Key == e.Key))
        .Where(e => e.IsRunning())
        .OrderBy(e => e.Status).ThenByDescending(e => e.StartedAt);

    /// <summary>
    /// When a recorder left the room that LiveKit still says is at work: it is a participant with the egress id as its
    /// identity, and leaves when its worker dies. One that was never seen there has left when two looks missed it. Null while it is
    /// there, as far as is known.
    /// </summary>
    public static DateTimeOffset? LeftRoomAt(this CallState call, EgressReport egress)
    {
        var stays = call.StaysOf(egress).ToList();
        return stays.Count is 0 ? call.AbsenceOf(egress) is { IsProved: true } absence ? absence.First : null
            : stays.Any(p => p.LeftAt is null) ? null
            : stays.Max(p => p.LeftAt);
    }

    /// <summary>Whether a look missed a recorder that was never seen in the room, and another is to prove it.</summary>
    public static bool MissesARecorder(this CallState call) =>
        call.Running().Any(e => call.AbsenceOf(e) is { IsProved: false } && !call.StaysOf(e).Any());

    /// <summary>The recorders that a look at the room, with people in it, should find there and did not.</summary>
    public static IEnumerable<EgressReport> NotListed(
        this CallState call, IReadOnlyList<ParticipantSeen> present, CallTimings timings, DateTimeOffset askedAt) =>
        !present.Any(p => p.Kind is ParticipantKind.Human) ? [] : call.Running().Where(e =>
            e.Status is EgressStatus.Active
            && (e.StartedAt ?? e.UpdatedAt) + timings.EgressStartGrace <= askedAt
            && !call.StaysOf(e).Any() && present.All(p => p.Identity != e.EgressId)
            && call.AbsenceOf(e) is not { IsProved: true });

    private static IEnumerable<ParticipantFacts> StaysOf(this CallState call, EgressReport egress) => call.InOwnRoom().Select(p => p.Value)
        .Where(p => p.Kind is ParticipantKind.Egress && p.Identity == egress.EgressId);

    private static RecorderAbsence? AbsenceOf(this CallState call, EgressReport egress) =>
        call.Recording.Absences?.GetValueOrDefault(egress.EgressId);

    /// <summary>Since when a running recorder under a key of the call's is of no use to it; null while it is.</summary>
    public static DateTimeOffset? StrayedAt(this CallState call, EgressReport egress, CallTimings timings) =>
        (egress.RoomSid is { } sid && sid != call.Room.Sid) || call.Recording.Starts.Values.All(s => s.Key != egress.Key)
            ? call.Room.CreatedAt
            : call.EndedAt() + timings.EgressStopGrace; // LiveKit ends it with its room

    /// <summary>Whether the verdict on every recorder is known.</summary>
    public static bool AllSettled(this RecordingFacts recording) => recording.Starts.Values.All(recording.IsSettled);

    /// <summary>
    /// How many recorders counted: one that LiveKit did not start did not, nor one that was aborted while there was nothing to
    /// record.
    /// </summary>
    public static int AttemptsUsed(this CallState call, CallTimings timings) => call.Recording.Starts.Values.Count(s =>
        call.Recording.EgressOf(s.Key) is { } egress
        && !(egress.Status is EgressStatus.Aborted && NothingToRecord(call, egress, timings)));

    // LiveKit may leave out when it ended; who could be heard meanwhile was to be recorded.
    private static bool NothingToRecord(CallState call, EgressReport aborted, CallTimings timings) =>
        call.FirstHumanAudioAt() is not { } heard || (aborted.EndedAt ?? aborted.UpdatedAt) < heard + timings.EgressStartGrace;

    /// <summary>How many recorders in a row LiveKit did not start; counted anew once somebody can be heard.</summary>
    public static int RefusedInARow(this CallState call)
    {
        var heard = call.FirstHumanAudioAt();
        return call.Recording.Starts.Values.Reverse().TakeWhile(s => call.Recording.EgressOf(s.Key) is null && !(s.FailedAt < heard)).Count();
    }

    /// <summary>The recording as its user sees it.</summary>
    public static RecordingSnapshot Snapshot(this CallState call)
    {
        var recording = call.Recording;
        var segments = recording.Starts.Values.Select(s => Segment(call, s)).ToList();
        var ready = segments.Where(s => s.State is RecordingState.Ready).ToList();
        var state = State(call, segments);
        return new RecordingSnapshot
        {
            State = state,
            Reason = state is RecordingState.Skipped ? "Recording is not configured" : segments.LastOrDefault(s => s.State == state)?.Reason,
            EgressId = segments.Select(s => s.EgressId).LastOrDefault(id => id is not null),
            SizeBytes = ready.Count > 0 ? ready.Sum(s => s.SizeBytes ?? 0) : null,
            DurationSeconds = ready.Count > 0 ? ready.Sum(s => s.DurationSeconds ?? 0) : null,
            Coverage = TalkedTime.Coverage(call, ready),
            Gaps = TalkedTime.Gaps(call, segments),
            Segments = segments,
        };
    }

    private static RecordingState State(CallState call, List<RecordingSegment> segments) =>
        call.Request?.RecordingKey is null ? RecordingState.Skipped
        : segments.Count is 0 ? (call.EndedAt() is null ? RecordingState.Starting : RecordingState.Failed)
        : segments.Any(s => s.State is RecordingState.Active) ? RecordingState.Active
        : segments.Any(s => s.State is RecordingState.Starting) ? RecordingState.Starting
        : segments.Any(s => s.State is RecordingState.Ready) && call.EndedAt() is not null ? RecordingState.Ready
        : segments[^1].State;

    private static RecordingSegment Segment(CallState call, EgressStart start)
    {
        var egress = call.Recording.EgressOf(start.Key);
        var stored = call.Recording.Objects.GetValueOrDefault(start.Key);
        return new RecordingSegment
        {
            Key = start.Key,
            EgressId = egress?.EgressId,
            State = State(start, egress, stored),
            Reason = stored?.FoundAt is not null ? null
                : stored?.MissingAt is not null && egress?.IsRunning() is true ? "The recorder was lost"
                : egress is null ? start.Reason ?? stored?.Reason
                : egress.Error ?? stored?.Reason,
            StartedAt = egress?.StartedAt,
            EndedAt = egress?.EndedAt ?? (egress?.StartedAt + egress?.Duration),
            DurationSeconds = egress?.Duration?.TotalSeconds,
            SizeBytes = stored?.FoundAt is not null ? stored.SizeBytes : null,
        };
    }

    private static RecordingState State(EgressStart start, EgressReport? egress, RecordingObject? stored) =>
        stored?.FoundAt is not null ? RecordingState.Ready
        : stored?.MissingAt is not null ? (egress?.Status is EgressStatus.Aborted ? RecordingState.Aborted : RecordingState.Failed)
        : egress?.Status switch
        {
            null => start.FailedAt is null ? RecordingState.Starting : RecordingState.Failed,
            EgressStatus.Unknown or EgressStatus.Starting => RecordingState.Starting,
            EgressStatus.Aborted => RecordingState.Aborted,
            EgressStatus.Failed => RecordingState.Failed,
            _ => RecordingState.Active,
        };
}
