using System.Globalization;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;

namespace OrleansCalls.Bench.LiveCalls;

/// <summary>Calls by number, so that the LiveKit stand-in can answer for each without holding it.</summary>
internal static class BenchCall
{
    private const string Marker = "_fred-call_";

    public static string Room(int number) => string.Create(
        CultureInfo.InvariantCulture, $"8f14e45f-ceea-467f-9575-{number:D12}{Marker}{1_750_000_000_000 + number}");

    /// <summary>Null for a room that is none of the bench's.</summary>
    public static int? NumberOf(string room) =>
        room.IndexOf(Marker, StringComparison.Ordinal) is var at and > 0
        && long.TryParse(room.AsSpan(at + Marker.Length), CultureInfo.InvariantCulture, out var time)
            ? (int)(time - 1_750_000_000_000)
            : null;

    /// <summary>Calls began within the ten minutes before the run, so that their looks are spread.</summary>
    public static DateTimeOffset StartedAt(int number, DateTimeOffset run) => run.AddSeconds(-(number % 600));

    public static DateTimeOffset JoinedAt(DateTimeOffset startedAt, bool human) => startedAt.AddSeconds(human ? 2 : 1);

    public static string RoomSid(int number) => $"RM_{number:D12}";

    public static string HumanSid(int number) => $"PA_h{number:D11}";

    public static string AgentSid(int number) => $"PA_a{number:D11}";

    public static string EgressId(int number) => $"EG_{number:D12}";

    /// <summary>A healthy live call, by the events that such a call is told; nothing but looks is wanted of it.</summary>
    public static CallState Live(int number, DateTimeOffset startedAt) => WithRow(Live(Room(number), number, startedAt));

    /// <summary>The same call, complete.</summary>
    public static CallState Finished(int number, DateTimeOffset startedAt)
    {
        var room = Room(number);
        var endedAt = startedAt.AddMinutes(9);
        CallEvent[] end =
        [
            new EndRequested("ana", endedAt.AddSeconds(-3)),
            Egress(room, number, EgressStatus.Complete, startedAt, endedAt),
            Seen(number, human: true) with { LeftAt = endedAt },
            Seen(number, human: false) with { LeftAt = endedAt },
            new RoomFinished(RoomSid(number), endedAt),
            new RecordingFound(RecordingKeys.First(room), 1_900_000, "audio/ogg", endedAt.AddSeconds(2)),
            new SummaryMade
            {
                AsOf = endedAt.AddSeconds(15),
                TranscriptHash = new string('a', 64),
                Lines = 60,
                UserSpoke = true,
                Summary = new CallSummary
                {
                    Text = string.Join(' ', Enumerable.Repeat("They spoke about the runway and whom to hire next.", 12)),
                    Decisions = ["Hire one engineer in June.", "Keep the price."],
                    NextActions = ["Write the job post.", "Call the first ten customers.", "Send the numbers to the board."],
                    Source = SummarySource.Model,
                },
            },
        ];
        return WithRow(end.Aggregate(Live(room, number, startedAt), (call, e) => call.Apply(e))) with { DueAt = null };
    }

    private static CallState Live(string room, int number, DateTimeOffset at)
    {
        CallEvent[] told =
        [
            new CallRequested
            {
                Start = new StartCall
                {
                    StartId = Guid.NewGuid(),
                    UserId = room[..36],
                    CallType = CallType.Scheduled, // long enough not to end within a run
                    ParticipantName = "Founder",
                },
                At = at,
                RecordingKey = RecordingKeys.First(room),
            },
            new RoomCreated(RoomSid(number), at.AddSeconds(0.1)),
            new RoomSeen(RoomSid(number), at.AddSeconds(0.1)),
            new EgressStartBegun(1, RecordingKeys.First(room), at.AddSeconds(0.1)),
            new DispatchBegun(1, at.AddSeconds(0.1)),
            new DispatchMade(1, $"AD_{number:D12}", at.AddSeconds(0.3)),
            Seen(number, human: false) with { JoinedAt = JoinedAt(at, human: false), AudioAt = at.AddSeconds(1.2) },
            Seen(number, human: true) with { JoinedAt = JoinedAt(at, human: true), AudioAt = at.AddSeconds(2.5) },
            Egress(room, number, EgressStatus.Active, at, endedAt: null),
            new TranscriptChanged(at.AddSeconds(8), UserSpoke: true, FromClient: false),
        ];
        return told.Aggregate(new CallState(), (call, e) => call.Apply(e));
    }

    private static CallState WithRow(CallState call) => call.Apply(new SessionWritten(7, SessionRow.From(call).Digest(), null));

    private static ParticipantSeen Seen(int number, bool human) => new()
    {
        RoomSid = RoomSid(number),
        ParticipantSid = human ? HumanSid(number) : AgentSid(number),
        Identity = human ? Room(number)[..36] : $"agent-AJ_{number:D12}",
        Kind = human ? ParticipantKind.Human : ParticipantKind.Agent,
    };

    private static EgressReported Egress(string room, int number, EgressStatus status, DateTimeOffset at, DateTimeOffset? endedAt) => new(new EgressReport
    {
        EgressId = EgressId(number),
        RoomSid = RoomSid(number),
        Key = RecordingKeys.First(room),
        Status = status,
        StartedAt = at.AddSeconds(3),
        UpdatedAt = endedAt ?? at.AddSeconds(3),
        EndedAt = endedAt,
    });
}
