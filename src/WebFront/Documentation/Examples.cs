using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.CustomerWebhooks;
using OrleansCalls.WebFront.Erasure;
using OrleansCalls.WebFront.Fred;
using OrleansCalls.WebFront.Health;
using OrleansCalls.WebFront.Recordings;
using OrleansCalls.WebFront.Summaries;
using OrleansCalls.WebFront.Transcripts;
using OrleansCalls.WebFront.Webhooks;

namespace OrleansCalls.WebFront.Documentation;

/// <summary>An example of each answer, as the very record that routes answer with: it cannot fall behind.</summary>
internal static class Examples
{
    private const string Room = "ana_fred-call_1767225600000";

    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SegmentResponse s_segment = new()
    {
        EgressId = "EG_cw6n8d2bewtF",
        State = "ready",
        Reason = null,
        StartedAt = s_noon.AddSeconds(2),
        EndedAt = s_noon.AddSeconds(65),
        DurationSeconds = 63,
        SizeBytes = 204_800,
        Number = 1,
        OffsetSeconds = 0,
    };

    private static readonly EvidenceResponse s_evidence = new()
    {
        SegmentId = "SG_1",
        ClientLine = null,
        StartedAt = s_noon.AddSeconds(6),
        RecordingSecond = 4,
        RecordingSegment = "EG_cw6n8d2bewtF",
    };

    private static readonly SummaryResponse s_summary = new(
        "The founder raises prices by ten percent.",
        "model",
        [new DecisionResponse("Prices go up by ten percent.", [s_evidence])],
        [
            new NextActionResponse("Write to the three oldest customers.", [s_evidence], Generic: false),
            new NextActionResponse("Change the price list.", [s_evidence], Generic: false),
            new NextActionResponse("Read the call's notes again.", [], Generic: true),
        ],
        new DroppedResponse(0, 1));

    private static readonly CallResponse s_call = new()
    {
        Room = Room,
        Status = "completed",
        Phase = "summary_saved",
        Complete = true,
        CallType = "on-demand",
        ParticipantName = "Ana",
        MaxDuration = 600,
        CreatedAt = s_noon,
        StartedAt = s_noon,
        EndedAt = s_noon.AddSeconds(66),
        DurationSeconds = 63,
        Participants = [new ParticipantResponse("ana", "human", s_noon.AddSeconds(2), s_noon.AddSeconds(65))],
        Recording = new RecordingResponse
        {
            State = "ready",
            Reason = null,
            EgressId = s_segment.EgressId,
            SizeBytes = s_segment.SizeBytes,
            DurationSeconds = s_segment.DurationSeconds,
            Coverage = 1,
            Segments = [s_segment],
            Gaps = [],
        },
        Transcript = new TranscriptState(24, s_noon.AddSeconds(68)),
        Summary = s_summary,
        SummaryRequest = null,
        Timeline = [new TimelineEntryResponse(s_noon, s_noon, "room.created", "create-room", null)],
    };

    private static readonly EndpointResponse s_endpoint = new()
    {
        Id = new Guid("0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70"),
        Url = "https://hooks.example.com/calls",
        Events = ["call.completed", "summary.ready"],
        Enabled = true,
        DisabledReason = null,
        DisabledAt = null,
        CreatedAt = s_noon,
        OldSecretUntil = null,
    };

    private static readonly DeliveryResponse s_delivery = new()
    {
        Id = new Guid("0192f2d4-9b7f-7d4c-8e21-3c7e2d5f6b81"),
        EventId = "evt_3q2w8r5t",
        Type = "call.completed",
        Room = Room,
        OccurredAt = s_noon.AddSeconds(66),
        State = "delivered",
        Attempts = 1,
        NextAttemptAt = null,
        LastAttemptAt = s_noon.AddSeconds(67),
        LastStatus = 204,
        LastError = null,
        DeliveredAt = s_noon.AddSeconds(67),
    };

    private static readonly Dictionary<Type, object> s_all = new object[]
    {
        s_call,
        new CallAnswer { Success = true, Token = "eyJhbGciOi…", Url = "wss://livekit.example.com", Room = Room, CallType = "on-demand", MaxDuration = 600, EgressId = "EG_cw6n8d2bewtF" },
        new SummaryAnswer
        {
            Success = true,
            Transcript = "Fred: What is on your mind?\nFounder: Pricing.",
            Summary = s_summary.Text,
            Decisions = [.. s_summary.Decisions.Select(d => d.Text)],
            NextActions = [.. s_summary.NextActions.Select(a => a.Text)],
        },
        new WebhookReceipt(Received: true),
        new CallListResponse(
            [
                new CallListItem
                {
                    Room = Room,
                    Status = "completed",
                    CallType = "on-demand",
                    CreatedAt = s_noon,
                    StartedAt = s_noon,
                    EndedAt = s_noon.AddSeconds(66),
                    DurationSeconds = 63,
                    Summary = s_summary.Text,
                    HasRecording = true,
                    Snippet = null,
                },
            ],
            "AAEC…"),
        new JoinResponse("wss://livekit.example.com", "eyJhbGciOi…"),
        new SegmentsReceipt(2, 2),
        new TranscriptResponse(Room, [
            new LineResponse
            {
                Speaker = "user",
                Text = "Let us talk about pricing.",
                Timestamp = "2026-01-01T00:00:06.000Z",
                StartedAt = s_noon.AddSeconds(6),
                EndedAt = s_noon.AddSeconds(8),
                SegmentId = "SG_1",
                ClientLine = null,
                Final = true,
            },
        ]),
        new RecordingLinkResponse
        {
            Url = "https://bucket.example.com/…",
            ExpiresAt = s_noon.AddMinutes(15),
            ContentType = "audio/ogg",
            SizeBytes = s_segment.SizeBytes,
            DurationSeconds = s_segment.DurationSeconds,
            Segments = [s_segment with { Url = "https://bucket.example.com/…" }],
            Coverage = 1,
        },
        new RemadeSummaryResponse(Room, s_call.Transcript, s_summary, new SummaryRequestResponse(s_noon.AddMinutes(5), "made", null)),
        new ErasureResponse
        {
            Room = Room,
            State = "erased",
            ErasedAt = s_noon.AddHours(1),
            Removed = new RemovedResponse
            {
                RecordingObjects = 2,
                Segments = 24,
                Transcripts = 1,
                Rows = 1,
                Memories = 1,
                TimelineEntries = 40,
                Changes = 12,
                Events = 4,
            },
        },
        s_endpoint,
        new EndpointListResponse([s_endpoint]),
        s_delivery,
        new DeliveryListResponse([s_delivery], NextCursor: null),
        new HealthResponse("ready", Reason: null),
    }.ToDictionary(e => e.GetType());

    /// <summary>The example of an answer of this type, or null.</summary>
    public static object? Of(Type? type) => type is null ? null : s_all.GetValueOrDefault(type);
}
