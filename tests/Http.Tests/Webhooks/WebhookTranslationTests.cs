using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.LiveKit.Webhooks;
using OrleansCalls.WebFront.Webhooks;
using OurKind = OrleansCalls.Grains.Interfaces.ParticipantKind;
using OurStatus = OrleansCalls.Grains.Interfaces.Events.EgressStatus;
using TheirStatus = OrleansCalls.LiveKit.Egress.EgressStatus;

namespace OrleansCalls.Http.Tests.Webhooks;

public sealed class WebhookTranslationTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Room s_room = new() { Sid = "RM_1", Name = "ana_fred-call_1", CreationTime = s_noon.AddSeconds(-5) };
    private static readonly ParticipantInfo s_ana = new() { Sid = "PA_1", Identity = "ana", JoinedAt = s_noon.AddSeconds(-2) };

    [Fact]
    public void RoomStarted_IsARoomSeen() =>
        Assert.Equal(new RoomSeen("RM_1", s_noon.AddSeconds(-5)), One(new() { Event = "room_started", Room = s_room }));

    [Fact]
    public void RoomFinished_IsItsEnd() =>
        Assert.Equal(new RoomFinished("RM_1", s_noon), One(new() { Event = "room_finished", Room = s_room }));

    [Theory]
    [InlineData(ParticipantKind.Standard, OurKind.Human)]
    [InlineData(ParticipantKind.Sip, OurKind.Human)]
    [InlineData(ParticipantKind.Unknown, OurKind.Human)]
    [InlineData(ParticipantKind.Agent, OurKind.Agent)]
    [InlineData(ParticipantKind.Egress, OurKind.Egress)]
    public void ParticipantJoined_SaysWhoAndWhen(ParticipantKind theirs, OurKind ours) => Assert.Equal(
        new ParticipantSeen { RoomSid = "RM_1", ParticipantSid = "PA_1", Identity = "ana", Kind = ours, JoinedAt = s_noon.AddSeconds(-2) },
        One(new() { Event = "participant_joined", Room = s_room, Participant = s_ana with { Kind = theirs } }));

    [Theory]
    [InlineData("EG_TVYdQcpbcdR5", OurKind.Egress)] // or a call to which nobody came would be one that somebody came to
    [InlineData("agent-AJ_kZx9", OurKind.Agent)]
    [InlineData("agent-smith", OurKind.Human)]
    [InlineData("EGON", OurKind.Human)]
    public void Participant_OfAKindOfANewerLiveKit_IsKnownByItsNameWhereLiveKitGaveIt(string identity, OurKind ours) => Assert.Equal(
        ours,
        Assert.IsType<ParticipantSeen>(One(new()
        {
            Event = "participant_joined",
            Room = s_room,
            Participant = s_ana with { Identity = identity, Kind = ParticipantKind.Unknown },
        })).Kind);

    [Fact]
    public void ParticipantLeft_SaysWhenAndKeepsTheRest() => Assert.Equal(
        new ParticipantSeen
        {
            RoomSid = "RM_1",
            ParticipantSid = "PA_1",
            Identity = "ana",
            Kind = OurKind.Human,
            JoinedAt = s_noon.AddSeconds(-2),
            AudioAt = s_noon,
            LeftAt = s_noon,
        },
        One(new() { Event = "participant_left", Room = s_room, Participant = s_ana with { Tracks = [new TrackInfo()] } }));

    [Fact]
    public void TrackPublished_OfSound_SaysOnlyThat() => Assert.Equal(
        new ParticipantSeen { RoomSid = "RM_1", ParticipantSid = "PA_1", Identity = "ana", AudioAt = s_noon },
        One(new() { Event = "track_published", Room = s_room, Participant = new() { Sid = "PA_1", Identity = "ana" }, Track = new() }));

    [Fact]
    public void Egress_IsReportedWithTheKeyThatWasAskedFor() => Assert.Equal(
        new EgressReported(new EgressReport
        {
            EgressId = "EG_1",
            RoomSid = "RM_1",
            Key = "voice-recordings/a.ogg",
            Status = OurStatus.Complete,
            StartedAt = s_noon,
            EndedAt = s_noon.AddSeconds(5),
            UpdatedAt = s_noon.AddSeconds(6),
            Duration = TimeSpan.FromSeconds(5),
            SizeBytes = 99,
        }),
        One(new()
        {
            Event = "egress_ended",
            EgressInfo = new()
            {
                EgressId = "EG_1",
                RoomId = "RM_1",
                RoomName = s_room.Name,
                Status = TheirStatus.Complete,
                StartedAt = s_noon.AddSeconds(-9), // asked for, not begun
                UpdatedAt = s_noon.AddSeconds(6),
                RequestedFilepath = "voice-recordings/a.ogg",
                File = new EgressFile
                {
                    Filename = "a.ogg",
                    StartedAt = s_noon,
                    EndedAt = s_noon.AddSeconds(5),
                    Duration = TimeSpan.FromSeconds(5),
                    Size = 99,
                },
            },
        }));

    [Fact]
    public void Egress_WithEveryStatus_KeepsIt()
    {
        foreach (var status in Enum.GetValues<TheirStatus>())
        {
            var egress = new EgressInfo { EgressId = "EG_1", Status = status };
            var report = Assert.IsType<EgressReported>(One(new() { Event = "egress_updated", Room = s_room, EgressInfo = egress })).Report;
            Assert.Equal(status.ToString(), report.Status.ToString());
            Assert.Equal(("RM_1", null, null), (report.RoomSid, report.Key, report.Error));
        }
    }

    [Fact]
    public void NewsThatSayNothing_GiveNoEvent()
    {
        Assert.Empty(Translate(new() { Event = "track_unpublished", Room = s_room, Participant = s_ana, Track = new() }).Events);
        Assert.Empty(Translate(new() { Event = "track_published", Room = s_room, Participant = s_ana, Track = new() { Type = TrackType.Video } }).Events);
        Assert.Empty(Translate(new() { Event = "participant_connection_aborted", Room = s_room, Participant = s_ana }).Events);
        Assert.Empty(Translate(new() { Event = "room_started", Room = s_room with { Sid = "" } }).Events);
        Assert.Empty(Translate(new() { Event = "participant_joined", Room = s_room, Participant = s_ana with { Sid = "" } }).Events);
        Assert.Empty(Translate(new() { Event = "egress_ended", EgressInfo = new() { RoomName = s_room.Name } }).Events);
    }

    private static WebhookNews Translate(WebhookEvent webhook) =>
        WebhookTranslation.Translate(webhook with { CreatedAt = s_noon }, s_noon.AddHours(1));

    private static CallEvent One(WebhookEvent webhook)
    {
        var news = Translate(webhook);
        Assert.Equal(s_room.Name, news.Room);
        return Assert.Single(news.Events);
    }
}
