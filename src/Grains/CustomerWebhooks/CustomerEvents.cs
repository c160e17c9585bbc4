using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>
/// What a change of a call is to its user. An event's id says what it tells: one that is derived again, because a fact was
/// contradicted and came back, has the same id; one that says something else, as that a call taken for cancelled is
/// completed after all, has another.
/// </summary>
internal static class CustomerEvents
{
    private const int LongestReason = 500;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What is told of a change of a call, in order; null when there is nothing.</summary>
    /// <param name="room">The call's room.</param>
    /// <param name="before">The call as it was stored.</param>
    /// <param name="after">The call as it is being stored.</param>
    /// <param name="addresses">Where the call is found.</param>
    /// <param name="now">When it is stored, for what has no time of its own.</param>
    public static IReadOnlyList<CustomerEvent>? Between(
        string room, CallState before, CallState after, CallAddresses addresses, DateTimeOffset now)
    {
        var events = new List<CustomerEvent>();
        var status = after.Status();
        if (after.IsRoomMade() && !before.IsRoomMade())
        {
            Add(WebhookEventTypes.CallStarted, "", after.Room.CreatedAt, Call(room, after, CallStatus.InProgress, addresses));
        }

        if (HasEnded(status) && status != before.Status())
        {
            Add(WebhookEventTypes.CallCompleted, Name(status), after.EndedAt(), Call(room, after, status, addresses));
        }

        if (RecordingVerdict(after) is { } verdict && verdict != RecordingVerdict(before))
        {
            var recording = after.Snapshot();
            var type = recording.State is RecordingState.Ready ? WebhookEventTypes.RecordingReady : WebhookEventTypes.RecordingFailed;
            Add(type, verdict, now, Recording(room, recording, addresses));
        }

        if (StandingSummary(after) is { } summary && Key(summary) is { } key && key != Key(StandingSummary(before)))
        {
            Add(WebhookEventTypes.SummaryReady, key, now, new SummaryData(
                room, summary.Summary.Source is SummarySource.Model ? "model" : "heuristic", summary.Provisional, summary.Lines, addresses.Of(room)));
        }

        return events.Count > 0 ? events : null;

        void Add<T>(string type, string which, DateTimeOffset? at, T data) =>
            events.Add(Make(room, after.Request!.Start.UserId, type, which, at ?? now, data));
    }

    /// <summary>That the call was erased, told when it was removed from the database; nothing else is told of an erasure.</summary>
    public static IReadOnlyList<CustomerEvent>? OfErasure(string room, CallState before, CallState after) =>
        before.Erasure is { RemovedAt: null, Requested.UserId: { } userId } && after.Erasure?.RemovedAt is { } at
            ? [Make(room, userId, WebhookEventTypes.CallErased, "", at, new CallData(room, "erased", null, null, null, null, Url: null))]
            : null;

    /// <summary>The body of a test.</summary>
    public static string Test(Guid endpointId, DateTimeOffset at) =>
        Payload(WebhookEventTypes.Test, at, new TestData(endpointId)).GetRawText();

    private static bool IsRoomMade(this CallState call) => call.Status() is CallStatus.InProgress || HasEnded(call.Status());

    private static bool HasEnded(CallStatus status) => status is CallStatus.Completed or CallStatus.Cancelled;

    // Nobody was in a cancelled call, so there is no recording to miss.
    private static string? RecordingVerdict(CallState call)
    {
        if (call.Status() is not CallStatus.Completed || !call.Recording.AllSettled())
        {
            return null;
        }

        var recording = call.Snapshot();
        return recording.State switch
        {
            RecordingState.Ready => string.Join('\n', recording.Segments.Where(s => s.State is RecordingState.Ready).Select(s => s.Key)),
            RecordingState.Failed or RecordingState.Aborted => "none",
            _ => null,
        };
    }

    // One that words have overtaken is made anew, and is told of then.
    private static SummaryMade? StandingSummary(CallState call) =>
        call.Status() is CallStatus.Completed && SummaryPlan.IsSettled(call) ? call.Summary : null;

    private static string? Key(SummaryMade? summary) => summary is null ? null
        : $"{summary.TranscriptHash}\n{summary.Summary.Source}\n{summary.Provisional}";

    private static CallData Call(string room, CallState call, CallStatus status, CallAddresses addresses) => new(
        room,
        Name(status),
        call.Request!.Start.CallType.Name(),
        call.Room.CreatedAt?.UtcDateTime,
        HasEnded(status) ? call.EndedAt()?.UtcDateTime : null,
        HasEnded(status) ? call.DurationSeconds() : null,
        addresses.Of(room));

    private static RecordingData Recording(string room, RecordingSnapshot recording, CallAddresses addresses)
    {
        var isReady = recording.State is RecordingState.Ready;
        return new RecordingData(
            room,
            recording.State.ToString().ToLowerInvariant(),
            isReady ? null : Words(recording.Reason ?? "No recorder was started"),
            recording.DurationSeconds,
            recording.SizeBytes,
            recording.Coverage,
            isReady ? addresses.OfRecording(room) : null,
            addresses.Of(room));
    }

    private static string Name(CallStatus status) => status switch
    {
        CallStatus.Completed => "completed",
        CallStatus.Cancelled => "cancelled",
        _ => "in_progress",
    };

    // What was stored by an earlier version holds addresses still.
    private static string Words(string reason)
    {
        var words = OutsideWords.Plain(reason);
        return words.Length > LongestReason ? words[..LongestReason] + "…" : words;
    }

    private static CustomerEvent Make<T>(string room, string userId, string type, string which, DateTimeOffset at, T data) => new()
    {
        Id = "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{room}\n{type}\n{which}")))[..32],
        UserId = userId,
        Type = type,
        OccurredAt = at,
        Payload = Payload(type, at, data),
    };

    private static JsonElement Payload<T>(string type, DateTimeOffset at, T data) =>
        JsonSerializer.SerializeToElement(new Envelope<T>(type, at.UtcDateTime, data), s_json);

    private sealed record Envelope<T>(string Type, DateTime Timestamp, T Data);

    private sealed record TestData(Guid EndpointId);
}
