using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>The facts of a call as they happen when all goes well, and of what may happen besides.</summary>
internal static class CallStory
{
    public const string Sid = "RM_own";
    public const string Key = "voice-recordings/ana_fred-call_1.ogg";

    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly CallRequested Requested = new()
    {
        Start = new StartCall
        {
            StartId = new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
            UserId = "ana",
            CallType = CallType.OnDemand,
            ParticipantName = "Ana",
        },
        At = Noon,
        RecordingKey = Key,
    };

    public static readonly RoomCreated Created = new(Sid, At(0.1));

    public static readonly EndRequested EndAsked = new("ana", At(30));

    public static readonly RoomFinished Finished = new(Sid, At(35));

    public static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    public static ParticipantSeen Joined(string sid = "PA_1", ParticipantKind kind = ParticipantKind.Human, double at = 2) => new()
    {
        RoomSid = Sid,
        ParticipantSid = sid,
        Identity = sid,
        Kind = kind,
        JoinedAt = At(at),
    };

    public static ParticipantSeen Left(string sid = "PA_1", ParticipantKind kind = ParticipantKind.Human, double at = 32) =>
        Joined(sid, kind) with { JoinedAt = null, LeftAt = At(at) };

    public static ParticipantSeen Speaking(string sid = "PA_1", double at = 3) => new()
    {
        RoomSid = Sid,
        ParticipantSid = sid,
        Identity = sid,
        AudioAt = At(at),
    };

    public static EgressReported Egress(EgressStatus status, double at, string id = "EG_1", string key = Key, string? error = null) => new(new EgressReport
    {
        EgressId = id,
        RoomSid = Sid,
        Key = key,
        Status = status,
        StartedAt = status is EgressStatus.Starting ? null : At(3),
        UpdatedAt = At(at),
        EndedAt = status >= EgressStatus.Aborted ? At(at) : null,
        Duration = status is EgressStatus.Complete ? TimeSpan.FromSeconds(29) : null,
        Error = error,
    });

    public static SummaryMade Summary(double asOf, SummarySource source = SummarySource.Model, bool provisional = false) => new()
    {
        AsOf = At(asOf),
        TranscriptHash = "hash",
        Lines = 4,
        UserSpoke = true,
        Summary = new CallSummary { Text = "They spoke.", Decisions = [], NextActions = ["a", "b", "c"], Source = source },
        Provisional = provisional,
    };

    /// <summary>The same, with what it rests on.</summary>
    public static SummaryMade WithEvidence(this SummaryMade made) => made with
    {
        Summary = made.Summary with
        {
            Decisions = ["Keep the price."],
            Evidence = new SummaryEvidence
            {
                Decisions = [[new EvidenceLine { Line = 2, SegmentId = "SG_2", StartedAt = At(5) }, new EvidenceLine { Line = 3, ClientLine = "client-1" }]],
                NextActions = [[new EvidenceLine { Line = 4, SegmentId = "SG_4", StartedAt = At(9.5) }], [], []],
                DroppedDecisions = 1,
                DroppedNextActions = 2,
            },
        },
    };

    /// <summary>Everything that a call without trouble is told, in the order in which it happens.</summary>
    public static IReadOnlyList<CallEvent> Untroubled =>
    [
        Requested,
        Created,
        new EgressStartBegun(1, Key, At(0.1)),
        new DispatchBegun(1, At(0.1)),
        new RoomSeen(Sid, At(0.1)),
        Egress(EgressStatus.Starting, 0.3),
        new DispatchMade(1, "AD_1", At(0.4)),
        Joined("PA_2", ParticipantKind.Agent, 1),
        Joined(),
        Speaking(),
        Egress(EgressStatus.Active, 3),
        new TranscriptChanged(At(5), UserSpoke: true, FromClient: false),
        EndAsked,
        Egress(EgressStatus.Ending, 31),
        Egress(EgressStatus.Complete, 32),
        Left(),
        Left("PA_2", ParticipantKind.Agent, 33),
        Finished,
        new RecordingFound(Key, 65_000, "audio/ogg", At(36)),
        Summary(50),
        new SessionWritten(9, "digest", null),
    ];

    /// <summary>What may be told besides: strays, contradictions, news of another recorder, and looks that found nothing.</summary>
    public static IReadOnlyList<CallEvent> Trouble =>
    [
        new RoomCreated("RM_later", At(0.2)),
        new RoomSeen("RM_later", At(0.3)),
        new RoomSeen("RM_stray", At(40)),
        new RoomFinished("RM_stray", At(41)),
        Joined("PA_9") with { RoomSid = "RM_stray" },
        new RoomNotSeen(At(20)),
        new RoomNotSeen(At(36)),
        new RoomNotSeen(At(42)),
        new RoomSeen(Sid, At(21)),
        Egress(EgressStatus.Failed, 33, error: "pipeline frozen"),
        Egress(EgressStatus.Aborted, 10, "EG_2", "voice-recordings/ana_fred-call_1.2.ogg"),
        new EgressStartFailed(2, "no servers available", At(9)),
        new EgressStartBegun(2, "voice-recordings/ana_fred-call_1.2.ogg", At(8)),
        new DispatchFailed(2, "refused", At(9)),
        new RecordingMissing(Key, "not there", At(34)),
        new TranscriptChanged(At(44), UserSpoke: false, FromClient: true),
        Summary(20, SummarySource.Heuristic, provisional: true),
        new EndRequested("operator", At(31)),
        new SessionWritten(7, "older", "no uuid"),
    ];

    /// <summary>What a call may be told besides since it heals more: of refused starts, missed recorders, rooms that cannot be closed.</summary>
    public static IReadOnlyList<CallEvent> HealingTrouble =>
    [
        new EgressStartFailed(2, "404 not_found", At(10)) { Refused = true },
        new RecordingMissing("voice-recordings/ana_fred-call_1.2.ogg", "not there", At(70)) { KnownUntil = At(10) },
        new RecorderNotListed("EG_1", At(15)),
        new RecorderNotListed("EG_1", At(25)),
        new DispatchTakenBack(1, At(18)),
        new RoomUnknown(At(37)),
        new RoomUnknown(At(41)),
    ];

    /// <summary>The summary was asked for anew, and made; asked for once more, and not made; and asked for again.</summary>
    public static IReadOnlyList<CallEvent> Anew =>
    [
        new SummaryRequested(1, At(60)),
        new SummaryRequestAnswered(1, At(63), "away"),
        new SummaryRequestAnswered(1, At(62), null),
        new SummaryRequested(2, At(101)),
        new SummaryRequested(2, At(100)),
        new SummaryRequestAnswered(2, At(104), "the model's server answered 503"),
        new SummaryRequested(3, At(200)),
    ];

    public static CallState After(params IEnumerable<CallEvent> events) =>
        events.Aggregate(new CallState(), (call, e) => call.Apply(e));
}
