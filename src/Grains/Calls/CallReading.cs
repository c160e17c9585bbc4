using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;

namespace OrleansCalls.Grains.Calls;

/// <summary>What the facts of a call mean. Nothing here is stored: contradicted later, it changes by itself.</summary>
public static class CallReading
{
    /// <summary>Everybody seen in the call's own room, by participant sid.</summary>
    public static IEnumerable<KeyValuePair<string, ParticipantFacts>> InOwnRoom(this CallState call) =>
        call.Participants.Where(p => p.Value.RoomSid == call.Room.Sid);

    /// <summary>The people seen in the call's own room, in the order in which they joined.</summary>
    public static IEnumerable<ParticipantFacts> Humans(this CallState call) =>
        call.InOwnRoom().Select(p => p.Value).Where(p => p.Kind is ParticipantKind.Human).OrderBy(p => p.FirstSeenAt);

    /// <summary>Whether a human is in the room, as far as is known.</summary>
    public static bool HumanPresent(this CallState call) =>
        call.EndedAt() is null && call.Humans().Any(p => p.LeftAt is null);

    /// <summary>When a human could first be heard.</summary>
    public static DateTimeOffset? FirstHumanAudioAt(this CallState call) => call.Humans().Min(p => p.AudioAt);

    /// <summary>When the first human joined.</summary>
    public static DateTimeOffset? FirstHumanJoinedAt(this CallState call) => call.Humans().Min(p => p.FirstSeenAt);

    /// <summary>When the last human left; null while one is there.</summary>
    public static DateTimeOffset? LastHumanLeftAt(this CallState call)
    {
        var humans = call.Humans().ToList();
        return humans.Count is 0 || humans.Any(p => p.LeftAt is null) ? call.EndedAt() : humans.Max(p => p.LeftAt);
    }

    /// <summary>When the room ended; null while it has not.</summary>
    public static DateTimeOffset? EndedAt(this CallState call) => call.Room.EndedAt;

    /// <summary>When the call is to be ended by us: asked for, or its time is over.</summary>
    public static DateTimeOffset? EndDueAt(this CallState call, CallTimings timings)
    {
        var type = call.Request!.Start.CallType;
        var timeIsOver = call.FirstHumanJoinedAt() is { } joined
            ? joined + (type.MaxDuration() * timings.Scale) + timings.MaxDurationGrace
            : call.Room.CreatedAt + (type.EmptyTimeout() * timings.Scale) + timings.NobodyCameGrace // LiveKit closes it before
                + (call.SomebodyWasThere() ? type.MaxDuration() * timings.Scale : TimeSpan.Zero); // came unseen, at the last moment
        return call.End?.At is { } asked && !(timeIsOver < asked) ? asked : timeIsOver;
    }

    /// <summary>Whether anything proves that somebody was there: agent and recorder are nobody.</summary>
    public static bool SomebodyWasThere(this CallState call) =>
        call.Humans().Any() || call.Transcript.UserSpoke || call.Transcript.FromClient || call.Recording.AnyFound;

    /// <summary>From the first human's join to the last leave; else the client's figure.</summary>
    public static int? DurationSeconds(this CallState call) =>
        call.FirstHumanJoinedAt() is not { } joined ? call.Transcript.ClientDurationSeconds
        : call.LastHumanLeftAt() is { } left ? (int)Math.Max(0, Math.Round((left - joined).TotalSeconds))
        : null;

    /// <summary>What became of the call.</summary>
    public static CallStatus Status(this CallState call) =>
        call.StartFailure is not null ? CallStatus.StartFailed
        : call.Room.Sid is null ? CallStatus.Starting
        : call.EndedAt() is null ? CallStatus.InProgress
        : call.SomebodyWasThere() ? CallStatus.Completed
        : CallStatus.Cancelled;

    /// <summary>How far the call has come.</summary>
    public static CallPhase Phase(this CallState call) =>
        call.Room.Sid is null ? CallPhase.Requested
        : call.EndedAt() is null ? (call.Humans().Any() ? CallPhase.Live : CallPhase.RoomCreated)
        : call.Session?.Digest == SessionRow.From(call).Digest() ? CallPhase.SummarySaved
        : CallPhase.Ended;
}
