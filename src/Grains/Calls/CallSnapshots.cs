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
            SummaryRequest = call.SummaryRequestSnapshot(),
        };
    }
}
