using System.ComponentModel;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Recordings;
using OrleansCalls.WebFront.Starts;
using OrleansCalls.WebFront.Summaries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A call.</summary>
internal sealed record CallResponse
{
    [Description("LiveKit's room, which names the call")]
    public required string Room { get; init; }

    [Description("`in_progress`, `completed` or `cancelled`; `scheduled` only where a row older than this system says so")]
    public required string Status { get; init; }

    [Description("How far it has come: `room_created`, `live`, `ended`, `summary_saved`")]
    public required string Phase { get; init; }

    [Description("Whether nothing is left to be done for it, unless more words come")]
    public required bool Complete { get; init; }

    [Description("`on-demand` or `scheduled`")]
    public required string CallType { get; init; }

    [Description("The name that the user has in the room")]
    public required string ParticipantName { get; init; }

    [Description("How long people may talk, in seconds, from the first human's join")]
    public required int MaxDuration { get; init; }

    [Description("When the call was asked for")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When the room was created")]
    public required DateTimeOffset? StartedAt { get; init; }

    [Description("When the room ended; null while it has not")]
    public required DateTimeOffset? EndedAt { get; init; }

    [Description("From the first human's join to the last leave")]
    public required int? DurationSeconds { get; init; }

    [Description("Everybody who was seen in the room, in the order in which they came")]
    public required IReadOnlyList<ParticipantResponse> Participants { get; init; }

    public required RecordingResponse Recording { get; init; }

    public required TranscriptState Transcript { get; init; }

    public required SummaryResponse? Summary { get; init; }

    [Description("The newest request to make the summary anew; null where nobody asked for that")]
    public required SummaryRequestResponse? SummaryRequest { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("What happened to the call and was done for it, in the order in which it became known; only where one call is looked at, and not while the database is away")]
    public IReadOnlyList<TimelineEntryResponse>? Timeline { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("How to join; only in the answer to a start")]
    public JoinResponse? Join { get; init; }

    /// <summary>Of a call that is known by its row alone: nothing more will be done for it.</summary>
    public static CallResponse From(OlderCallRow call) => new()
    {
        Room = call.Room,
        Status = call.Status,
        Phase = (call.Status is "completed" or "cancelled" ? CallPhase.SummarySaved : CallPhase.RoomCreated).Name(),
        Complete = true,
        CallType = call.CallType.Name(),
        ParticipantName = StartRequest.DefaultName,
        MaxDuration = (int)call.CallType.MaxDuration().TotalSeconds,
        CreatedAt = call.CreatedAt,
        StartedAt = call.StartedAt,
        EndedAt = call.EndedAt,
        DurationSeconds = call.DurationSeconds,
        Participants = [],
        Recording = RecordingResponse.From(call.Recording, MediaTimeline.Of(call)),
        Transcript = new TranscriptState(call.Lines.Count, call.EndedAt),
        Summary = call.Summary is null ? null : SummaryResponse.From(call),
        SummaryRequest = null,
        Timeline = [],
    };

    public static CallResponse From(CallSnapshot call) => new()
    {
        Room = call.Room,
        Status = call.Status.Name(),
        Phase = call.Phase.Name(),
        Complete = call.IsComplete,
        CallType = call.CallType.Name(),
        ParticipantName = call.ParticipantName,
        MaxDuration = (int)call.CallType.MaxDuration().TotalSeconds,
        CreatedAt = call.RequestedAt,
        StartedAt = call.StartedAt,
        EndedAt = call.EndedAt,
        DurationSeconds = call.DurationSeconds,
        Participants = [.. call.Participants.Select(ParticipantResponse.From)],
        Recording = RecordingResponse.From(call.Recording, MediaTimeline.Of(call)),
        Transcript = new TranscriptState(call.TranscriptLines, call.TranscriptAsOf),
        Summary = call.Summary is { } summary ? SummaryResponse.From(summary, call.Recording) : null,
        SummaryRequest = call.SummaryRequest is { } request ? SummaryRequestResponse.From(request) : null,
    };
}
