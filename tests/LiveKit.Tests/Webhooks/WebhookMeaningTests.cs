using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.LiveKit.Webhooks;

namespace OrleansCalls.LiveKit.Tests.Webhooks;

/// <summary>What is made of events that LiveKit did send.</summary>
public sealed class WebhookMeaningTests
{
    [Fact]
    public void ParticipantJoined_AsLiveKitWritesIt_IsRead()
    {
        var webhook = Understood("""
            {"event":"participant_joined","room":{"sid":"RM_1","name":"r","emptyTimeout":300,"departureTimeout":20,"creationTime":"1767225600","turnPassword":"hush"},
             "participant":{"sid":"PA_1","identity":"ana","state":"ACTIVE","joinedAt":"1767225601","name":"Ana","joinedAtMs":"1767225601250"},"id":"EV_1","createdAt":"1767225602"}
            """);

        Assert.Equal(("participant_joined", "EV_1", At(2)), (webhook.Event, webhook.Id, webhook.CreatedAt));
        Assert.Equal(new Room { Sid = "RM_1", Name = "r", EmptyTimeout = TimeSpan.FromMinutes(5), DepartureTimeout = TimeSpan.FromSeconds(20), CreationTime = At(0) }, webhook.Room);
        Assert.Equal((ParticipantKind.Standard, ParticipantState.Active, At(1.25)), (webhook.Participant!.Kind, webhook.Participant.State, webhook.Participant.JoinedAt));
        Assert.DoesNotContain("hush", $"{webhook}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kind\":\"AGENT\"", ParticipantKind.Agent)]
    [InlineData("\"kind\":\"EGRESS\"", ParticipantKind.Egress)]
    [InlineData("\"kind\":8", ParticipantKind.Bridge)]
    [InlineData("\"kind\":5", ParticipantKind.Unknown)]
    [InlineData("\"kind\":\"ROBOT\"", ParticipantKind.Unknown)]
    public void ParticipantKind_NotAHuman_IsNeverTakenForOne(string member, ParticipantKind kind) =>
        Assert.Equal(kind, Understood($$$"""{"event":"participant_left","room":{},"participant":{{{{member}}},"disconnectReason":"CLIENT_INITIATED"}}""").Participant!.Kind);

    [Fact]
    public void TrackPublished_AudioTrack_HasNoTypeOnTheWire()
    {
        var webhook = Understood("""
            {"event":"track_published","room":{"sid":"RM_1","name":"r"},"participant":{"sid":"PA_1","identity":"ana"},"track":{"sid":"TR_1","source":"MICROPHONE"},"id":"EV_1"}
            """);

        Assert.Equal(new TrackInfo { Sid = "TR_1", Type = TrackType.Audio, Source = TrackSource.Microphone }, webhook.Track);
    }

    [Fact]
    public void EgressStarted_NoStatusOnTheWire_IsStarting()
    {
        var egress = Understood("""
            {"event":"egress_started","room":{"name":"r"},"egressInfo":{"egressId":"EG_1","roomId":"RM_1","roomName":"r","startedAt":"1767225600000000000",
             "roomComposite":{"fileOutputs":[{"filepath":"rec/r.ogg"}]},"fileResults":[{"filename":"rec/r.ogg"}]},"id":"EV_1"}
            """).EgressInfo!;

        Assert.Equal(("EG_1", "RM_1", "r", EgressStatus.Starting), (egress.EgressId, egress.RoomId, egress.RoomName, egress.Status));
        Assert.Equal(("rec/r.ogg", At(0)), (egress.RequestedFilepath, egress.StartedAt));
        Assert.Equal(new EgressFile { Filename = "rec/r.ogg" }, egress.File);
    }

    [Fact]
    public void EgressEnded_AbortedWithAnUnmadeFile_IsRead()
    {
        var egress = Understood("""
            {"event":"egress_ended","egressInfo":{"egressId":"EG_1","status":"EGRESS_ABORTED","error":"Start signal not received","errorCode":412,
             "fileResults":[{"filename":"rec/r.ogg","startedAt":"1767225600000000000","endedAt":"1767225600000007000","duration":"7000"}]}}
            """).EgressInfo!;

        Assert.Equal((EgressStatus.Aborted, "Start signal not received", 412, true), (egress.Status, egress.Error, egress.ErrorCode, egress.HasEnded));
        Assert.Equal((TimeSpan.FromMicroseconds(7), 0L, ""), (egress.File!.Duration, egress.File.Size, egress.File.Location));
    }

    [Fact]
    public void AnyEvent_NewFieldsAndValues_AreIgnoredOrUnknown()
    {
        var webhook = Understood("""
            {"event":"egress_updated","rid":"x","numDropped":3,"job":{"id":"AJ_1"},"egressInfo":{"status":"EGRESS_REWINDING","moon":{"phase":[1,2]},"egressId":"EG_1","retryCount":{"a":1}}}
            """);

        Assert.Equal(EgressStatus.Unknown, webhook.EgressInfo!.Status);
        Assert.False(webhook.EgressInfo.HasEnded);
    }

    [Theory]
    [InlineData("room_paused", "room_paused")]
    [InlineData("ingress_started", "ingress_started")]
    [InlineData("Room_started", "Room_started")]
    [InlineData("", "")]
    [InlineData("evil\\n\\u001b[31mname", "evil31mname")]
    public void AnyEvent_UnknownName_IsNotUnderstood(string name, string shown) =>
        Assert.Equal(shown, NotUnderstood($$$"""{"event":"{{{name}}}","room":{"sid":"RM_1"}}""").EventName);

    [Theory]
    [InlineData("""{"event":"room_finished","id":"EV_1"}""")]
    [InlineData("""{"event":"room_finished","room":null}""")]
    [InlineData("""{"event":"participant_joined","room":{"sid":"RM_1"}}""")]
    [InlineData("""{"event":"track_published","room":{"sid":"RM_1"},"participant":{"sid":"PA_1"}}""")]
    [InlineData("""{"event":"egress_ended","room":{"sid":"RM_1"}}""")]
    public void AnyEvent_WithoutWhatItIsAbout_IsNotUnderstood(string json) => NotUnderstood(json);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"event":17}""")]
    [InlineData("""{"event":"room_started","room":[]}""")]
    [InlineData("""{"event":"room_started","room":"RM_1"}""")]
    [InlineData("""{"event":"room_started","room":{"name":{}}}""")]
    [InlineData("""{"event":"room_started","room":{"name":"\ud800"}}""")]
    [InlineData("""{"event":"room_started","room":{"\ud800":1}}""")]
    [InlineData("""{"event":"room_started","room":{"numParticipants":true}}""")]
    [InlineData("""{"event":"egress_ended","egressInfo":{"status":["EGRESS_COMPLETE"]}}""")]
    [InlineData("""{"event":"egress_ended","egressInfo":{"fileResults":{"filename":"x"}}}""")]
    [InlineData("""{"event":"egress_ended","egressInfo":{"fileResults":["x"]}}""")]
    [InlineData("""{"event":"egress_ended","egressInfo":{"fileResults":[{"size":"many"}]}}""")]
    public void AnyEvent_Contradictory_IsNotUnderstoodAndNothingIsThrown(string json) => NotUnderstood(json);

    [Fact]
    public void AnyEvent_InvalidUtf8_IsNotUnderstood()
    {
        var body = Encoding.UTF8.GetBytes("""{"event":"room_started","room":{"name":"?"}}""");
        body[Array.IndexOf(body, (byte)'?')] = 0xFF;

        Assert.IsType<WebhookVerdict.NotUnderstood>(Verify(new SignedWebhook { Body = body }));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"room\":", "}")]
    public void AnyEvent_NestedVeryDeeply_IsNotUnderstood(string open, string close) =>
        NotUnderstood(string.Concat(Enumerable.Repeat(open, 100_000)) + "{}" + string.Concat(Enumerable.Repeat(close, 100_000)));

    [Fact]
    public void AnyEvent_Huge_IsReadAllTheSame()
    {
        var webhook = Understood($$$"""{"event":"room_started","junk":"{{{new string('x', 20_000_000)}}}","room":{"sid":"RM_1"}}""");

        Assert.Equal("RM_1", webhook.Room!.Sid);
    }

    private static DateTimeOffset At(double seconds) => DateTimeOffset.FromUnixTimeSeconds(1767225600).AddSeconds(seconds);

    private static WebhookEvent Understood(string json) => Assert.IsType<WebhookVerdict.Understood>(Verify(SignedWebhook.Saying(json))).Event;

    private static WebhookVerdict.NotUnderstood NotUnderstood(string json) => Assert.IsType<WebhookVerdict.NotUnderstood>(Verify(SignedWebhook.Saying(json)));

    private static WebhookVerdict Verify(SignedWebhook webhook)
    {
        var options = new LiveKitOptions { ServerUrl = new Uri("ws://localhost"), ApiKey = "devkey", ApiSecret = webhook.Secret };
        return new WebhookVerifier(options, new FakeTimeProvider(SignedWebhook.Now)).Verify(webhook.Body, webhook.Token);
    }
}
