using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Grains.Interfaces;

/// <summary>A call as it was last stored. Stored changes of it are read as JSON again: a new member is never required.</summary>
[GenerateSerializer, Immutable, Alias("CallSnapshot")]
public sealed record CallSnapshot
{
    /// <summary>The LiveKit room's name.</summary>
    [Id(0)] public required string Room { get; init; }

    /// <summary>Whose call it is.</summary>
    [Id(1)] public required string UserId { get; init; }

    /// <summary>The start that made it: a repeat of the same start has the same id.</summary>
    [Id(2)] public required Guid StartId { get; init; }

    [Id(3)] public required CallType CallType { get; init; }

    /// <summary>The user's display name in the room.</summary>
    [Id(4)] public required string ParticipantName { get; init; }

    [Id(5)] public required CallStatus Status { get; init; }

    [Id(6)] public required CallPhase Phase { get; init; }

    /// <summary>When the start was stored.</summary>
    [Id(7)] public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>LiveKit's id of the one room that this call owns.</summary>
    [Id(8)] public string? RoomSid { get; init; }

    /// <summary>When LiveKit created the room.</summary>
    [Id(9)] public DateTimeOffset? StartedAt { get; init; }

    [Id(10)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From the first human's join to the last leave; the client's figure only where no such fact exists.</summary>
    [Id(11)] public int? DurationSeconds { get; init; }

    /// <summary>Why the start failed, in words for the caller.</summary>
    [Id(12)] public string? StartFailure { get; init; }

    [Id(13)] public required IReadOnlyList<ParticipantSnapshot> Participants { get; init; }

    [Id(14)] public required RecordingSnapshot Recording { get; init; }

    /// <summary>When the transcript was last read for a summary: what was acknowledged before is in it.</summary>
    [Id(15)] public DateTimeOffset? TranscriptAsOf { get; init; }

    /// <summary>How many lines the transcript had then.</summary>
    [Id(16)] public int TranscriptLines { get; init; }

    [Id(17)] public CallSummary? Summary { get; init; }

    /// <summary>Grows with every change that is stored.</summary>
    [Id(18)] public required long Revision { get; init; }

    /// <summary>Whether somebody asked to end the call.</summary>
    [Id(19)] public bool EndRequested { get; init; }

    /// <summary>Whether nothing is left to do for the call, unless more words come.</summary>
    [Id(20)] public bool IsComplete { get; init; }

    /// <summary>The newest request to make the summary anew; null where nobody asked for that.</summary>
    [Id(21)] public SummaryRequestSnapshot? SummaryRequest { get; init; }
}
