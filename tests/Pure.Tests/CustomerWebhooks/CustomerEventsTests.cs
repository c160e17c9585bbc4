using System.Text.Json;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Pure.Tests.Calls;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.CustomerWebhooks;

public sealed class CustomerEventsTests
{
    private const string Room = "ana_fred-call_1";
    private const string SecondKey = "voice-recordings/ana_fred-call_1.2.ogg";

    private static readonly CallAddresses Addresses = new("https://calls.example");

    [Fact]
    public void Between_UntroubledCall_TellsItsLifeInOrder()
    {
        var told = Told(Untroubled);

        Assert.Equal(["call.started", "call.completed", "recording.ready", "summary.ready"], told.Select(e => e.Type));
        Assert.All(told, e => Assert.Equal("ana", e.UserId));
        Assert.Equal([At(0.1), At(35)], told.Take(2).Select(e => e.OccurredAt));
    }

    [Fact]
    public void Between_AllInOneWrite_TellsTheSameInOrder() => Assert.Equal(
        Told(Untroubled).Select(e => e.Id), CustomerEvents.Between(Room, new CallState(), After(Untroubled), Addresses, Noon)!.Select(e => e.Id));

    [Fact]
    public void Payload_IsAsStandardWebhooksHasIt()
    {
        var told = Told(Untroubled).ToDictionary(e => e.Type, e => e.Payload.GetRawText());

        Assert.Equal(
            """{"type":"call.started","timestamp":"2026-05-04T12:00:00.1Z","data":{"room":"ana_fred-call_1","status":"in_progress","callType":"on-demand","startedAt":"2026-05-04T12:00:00.1Z","endedAt":null,"durationSeconds":null,"url":"https://calls.example/api/calls/ana_fred-call_1"}}""",
            told["call.started"]);
        Assert.Equal(
            """{"room":"ana_fred-call_1","status":"completed","callType":"on-demand","startedAt":"2026-05-04T12:00:00.1Z","endedAt":"2026-05-04T12:00:35Z","durationSeconds":30,"url":"https://calls.example/api/calls/ana_fred-call_1"}""",
            DataOf(told["call.completed"]));
        Assert.Equal(
            """{"room":"ana_fred-call_1","state":"ready","reason":null,"durationSeconds":29,"sizeBytes":65000,"coverage":0.967,"recordingUrl":"https://calls.example/api/calls/ana_fred-call_1/recording","url":"https://calls.example/api/calls/ana_fred-call_1"}""",
            DataOf(told["recording.ready"]));
        Assert.Equal(
            """{"room":"ana_fred-call_1","source":"model","provisional":false,"transcriptLines":4,"url":"https://calls.example/api/calls/ana_fred-call_1"}""",
            DataOf(told["summary.ready"]));
    }

    [Fact]
    public void Between_CallNobodyCameTo_IsCancelledAndMissesNothing()
    {
        var told = Told([
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Finished, new EgressStartFailed(1, "no servers", At(36)),
            Summary(50) with { UserSpoke = false }]);

        Assert.Equal(["call.started", "call.completed"], told.Select(e => e.Type));
        Assert.Contains("\"cancelled\"", told[1].Payload.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_CancelledCallProvedOtherwise_IsToldOfAsCompleted()
    {
        var told = Told([Requested with { RecordingKey = null }, Created, Finished, new TranscriptChanged(At(40), UserSpoke: true, FromClient: false)]);

        Assert.Equal(["call.started", "call.completed", "call.completed"], told.Select(e => e.Type));
        Assert.NotEqual(told[1].Id, told[2].Id);
        Assert.Contains("\"completed\"", told[2].Payload.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_EndContradictedAndBack_HasTheSameIds()
    {
        var told = Told([.. Untroubled, new RoomSeen(Sid, At(90)), Finished with { At = At(95) }]);

        Assert.Equal(["call.started", "call.completed", "recording.ready", "summary.ready"], told.Select(e => e.Type).Distinct());
        Assert.Equal(2, told.Count(e => e.Type == "call.completed"));
        Assert.Equal(4, told.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Between_StartFails_TellsNothing() =>
        Assert.Empty(Told([Requested, new StartFailed("away", At(14)), new RoomCreated(Sid, At(15)), Finished]));

    [Fact]
    public void Between_NotRecorded_TellsOfNoRecording() =>
        Assert.DoesNotContain(Told([Requested with { RecordingKey = null }, Created, Joined(), Left(), Finished]), e => e.Type.StartsWith("recording", StringComparison.Ordinal));

    [Fact]
    public void Between_RecordingLost_SaysWhyWithoutAnyAddress()
    {
        var told = Told([
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Joined(), Left(), Finished,
            Egress(EgressStatus.Failed, 20, error: "upload to https://s3.example/calls/x.ogg?X-Amz-Signature=abc failed"),
            new RecordingMissing(Key, "not there", At(90))]);

        var failed = told.Single(e => e.Type == "recording.failed");
        Assert.Contains("upload to (an address) failed", failed.Payload.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz", failed.Payload.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"recordingUrl\":null", failed.Payload.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_NoRecorderWasEverStarted_IsAFailureWithAReason() => Assert.Contains(
        "No recorder was started",
        Told([Requested, Created, Joined(), Left(), Finished]).Single(e => e.Type == "recording.failed").Payload.GetRawText(),
        StringComparison.Ordinal);

    [Fact]
    public void Between_PartsStillInDoubt_WaitsForEveryVerdict()
    {
        CallEvent[] first =
        [
            Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Joined(), Egress(EgressStatus.Complete, 20),
            new EgressStartBegun(2, SecondKey, At(21)), Left(), Finished, new RecordingFound(Key, 9, "audio/ogg", At(36)),
        ];
        Assert.DoesNotContain(Told(first), e => e.Type.StartsWith("recording", StringComparison.Ordinal));

        var told = Told([.. first, Egress(EgressStatus.Complete, 30, "EG_2", SecondKey), new RecordingMissing(SecondKey, "not there", At(99))]);
        Assert.Single(told, e => e.Type == "recording.ready");

        var more = Told([.. first, Egress(EgressStatus.Failed, 30, "EG_2", SecondKey), new RecordingMissing(SecondKey, "not there", At(99)), new RecordingFound(SecondKey, 7, "audio/ogg", At(120))]);
        Assert.Equal(2, more.Where(e => e.Type == "recording.ready").Select(e => e.Id).Distinct().Count()); // there is more to hear
    }

    [Fact]
    public void Between_SummaryReplaced_IsToldOfAgain()
    {
        var told = Told([Requested, Created, Joined(), Left(), Finished, Summary(50, SummarySource.Heuristic, provisional: true), Summary(50)])
            .Where(e => e.Type == "summary.ready").ToList();

        Assert.Equal(2, told.Select(e => e.Id).Distinct().Count());
        Assert.Contains("\"provisional\":true", told[0].Payload.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"source\":\"model\"", told[1].Payload.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_SummaryOfALiveCall_IsToldOfWhenItHasEndedAndKnowsAll()
    {
        CallEvent[] live = [Requested with { RecordingKey = null }, Created, Joined(), Summary(20)];
        Assert.Single(Told(live));

        Assert.Equal(["call.started", "call.completed", "summary.ready"], Told([.. live, Left(), Finished, Summary(50)]).Select(e => e.Type));
    }

    [Fact]
    public void Between_WordsOvertakeASummary_TheNextOneIsToldOfAndTheSameIsNotNew()
    {
        var told = Told([.. Untroubled, new TranscriptChanged(At(60), UserSpoke: true, FromClient: false), Summary(61)]);
        Assert.Single(told.Where(e => e.Type == "summary.ready").Select(e => e.Id).Distinct());

        told = Told([.. Untroubled, new TranscriptChanged(At(60), UserSpoke: true, FromClient: false), Summary(61) with { TranscriptHash = "longer" }]);
        Assert.Equal(2, told.Where(e => e.Type == "summary.ready").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Between_NothingChanged_IsNull() =>
        Assert.Null(CustomerEvents.Between(Room, After(Untroubled), After(Untroubled), Addresses, Noon));

    [Fact]
    public void Payload_WhateverHappens_HoldsNothingThatWasSaid()
    {
        var told = Told([.. Untroubled, .. Trouble]);

        Assert.NotEmpty(told);
        Assert.All(told, e => Assert.DoesNotContain("They spoke", e.Payload.GetRawText(), StringComparison.Ordinal));
        Assert.All(told, e => Assert.DoesNotContain("voice-recordings", e.Payload.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public void Erased_IsTheSameEventHoweverOftenItIsMade()
    {
        var asked = After([.. Untroubled, new ErasureRequested(ErasureCause.User, At(890), "hash", Key, "ana")]);
        CustomerEvent Erased(string room, double at) =>
            Assert.Single(CustomerEvents.OfErasure(room, asked, asked.Apply(new RecordsErased(At(at), new())))!);
        var erased = Erased(Room, 900);

        Assert.Equal(("call.erased", "ana", At(900)), (erased.Type, erased.UserId, erased.OccurredAt));
        Assert.Equal(erased.Id, Erased(Room, 901).Id);
        Assert.NotEqual(erased.Id, Erased("ana_fred-call_2", 900).Id);
        Assert.Contains("\"status\":\"erased\"", erased.Payload.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Erased_IsToldOnceAndNothingElseIs()
    {
        var asked = After([.. Untroubled, new ErasureRequested(ErasureCause.User, At(890), "hash", Key, "ana")]);
        var removed = asked.Apply(new RecordsErased(At(900), new()));

        Assert.Null(CustomerEvents.OfErasure(Room, After(Untroubled), asked));
        Assert.Null(CustomerEvents.OfErasure(Room, removed, removed.Apply(new RoomsClosed(At(901)))));
        Assert.Null(CustomerEvents.OfErasure(Room, new CallState(), new CallState().Apply(new RecordsErased(At(900), new())))); // late news
    }

    [Fact]
    public void Stored_Event_KeepsItsPayloadAndIsNoFact()
    {
        var events = Told(Untroubled);
        var call = After(Untroubled) with { CustomerEvents = events };

        var read = JsonSerializer.Deserialize<CallState>(JsonSerializer.Serialize(call, CallJson.Options), CallJson.Options)!;

        Assert.All(events.Zip(read.CustomerEvents!), e => Assert.True(JsonElement.DeepEquals(e.First.Payload, e.Second.Payload)));
        Assert.True(CallJson.SameFacts(call, After(Untroubled)));
    }

    private static List<CustomerEvent> Told(IEnumerable<CallEvent> events)
    {
        var told = new List<CustomerEvent>();
        var call = new CallState();
        foreach (var e in events)
        {
            var next = call.Apply(e);
            told.AddRange(CustomerEvents.Between(Room, call, next, Addresses, At(1000)) ?? []);
            call = next;
        }

        return told;
    }

    private static string DataOf(string payload) => JsonElement.Parse(payload).GetProperty("data").GetRawText();
}
