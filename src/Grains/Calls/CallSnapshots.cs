using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>Makes what callers of the grain see.</summary>
internal static class CallSnapshots
{
    /// <summary>A started call as it was stored.</summary>
    public static CallSnapshot Of(string room, CallState call, long revision)
    {
        var request = call.Request!;
        return new CallSnapshot
        {
            Room = room,
            UserId = request.Start.UserId,
            StartId = request.Start.StartId,
            CallType = request.Start.CallType,
            ParticipantName = request.Start.ParticipantName,
            Status = call.Status(),
            Phase = call.Phase(),
            RequestedAt = request.At,
            RoomSid = call.Room.Sid,
            StartedAt = call.Room.CreatedAt,
            EndedAt = call.EndedAt(),
            DurationSeconds = call.EndedAt() is null ? null : call.DurationSeconds(),
            StartFailure = call.StartFailure?.Reason,
            Participants = [.. call.InOwnRoom().Select(p => p.Value)
                .OrderBy(p => p.FirstSeenAt)
                .Select(p => new ParticipantSnapshot(p.Identity, p.Kind ?? ParticipantKind.Human, p.JoinedAt, p.LeftAt))],
            Recording = call.Snapshot(),
            TranscriptAsOf = call.Summary?.AsOf,
            TranscriptLines = call.Summary?.Lines ?? 0,
            Summary = call.Summary?.Summary,
            Revision = revision,
            EndRequested = call.End is not null,
            IsComplete = call.DueAt is null && call.Phase() is CallPhase.SummarySaved,
            SummaryRequest = call.SummaryRequestSnapshot(),
        };
    }

    /// <summary>What those who watch the call are to be told of a write; null where it changes nothing that is seen from outside.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="before">The call as it was last stored.</param>
    /// <param name="after">The call as it is being stored.</param>
    public static CallSnapshot? Change(string room, CallState before, CallState after)
    {
        var seen = Seen(room, after);
        return seen is null || Json(Seen(room, before)).AsSpan().SequenceEqual(Json(seen)) ? null : seen;

        static byte[] Json(CallSnapshot? call) => JsonSerializer.SerializeToUtf8Bytes(call, CallJson.Options);
    }

    // A call is seen once its room is there, and a start that failed never was.
    private static CallSnapshot? Seen(string room, CallState call) =>
        call.Request is not null && call.Status() is not (CallStatus.Starting or CallStatus.StartFailed) ? Of(room, call, revision: 0) : null;
}
