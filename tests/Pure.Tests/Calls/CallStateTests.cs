using System.Text.Json;
using FsCheck.Xunit;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

public class CallStateTests
{
    [Property(MaxTest = 2000)]
    public void Apply_AnyOrderAndAnyRepetition_EndsInTheSameState(int seed)
    {
        var random = new Random(seed);
        var facts = Untroubled.Concat(Trouble).Concat(HealingTrouble).Concat(Anew).Where(_ => random.Next(4) > 0).ToList();
        var repeated = facts.Concat(facts.Where(_ => random.Next(2) is 0)).ToArray();
        random.Shuffle(repeated);

        Assert.Equal(Json(After(facts)), Json(After(repeated)));
    }

    [Fact]
    public void Apply_UntroubledCall_IsCompletedWithEverything()
    {
        var call = After(Untroubled);

        Assert.Equal(CallStatus.Completed, call.Status());
        Assert.Equal(At(35), call.EndedAt());
        Assert.Equal(30, call.DurationSeconds());
        Assert.False(call.HumanPresent());
    }

    [Fact]
    public void Apply_UnknownEvent_ChangesNothing() =>
        Assert.Same(After(Untroubled) is var call ? call : null, call.Apply(new NewsOfALaterVersion()));

    [Fact]
    public void Request_SecondStart_IsAnotherCallsBusiness()
    {
        var other = Requested with { Start = Requested.Start with { UserId = "eve" } };

        Assert.Equal("ana", After(Requested, other).Request!.Start.UserId);
    }

    [Fact]
    public void StartFailure_RoomMadeAfterAll_StaysFailed() =>
        Assert.Equal(CallStatus.StartFailed, After(Requested, new StartFailed("away", At(14)), Created).Status());

    [Fact]
    public void StartFailure_ToldAfterTheRoomWasMade_IsNoNews()
    {
        Assert.True(After(Requested).IsNews(new StartFailed("away", At(14))));
        Assert.False(After(Requested, Created).IsNews(new StartFailed("away", At(14))));
    }

    [Fact]
    public void RoomSeen_Healthy_IsNoNews()
    {
        Assert.False(After(Requested, Created).IsNews(new RoomSeen(Sid, At(80))));
        Assert.True(After(Requested, Created, Finished).IsNews(new RoomSeen(Sid, At(80))));
        Assert.True(After(Requested, Created).IsNews(new RoomFinished(Sid, At(80))));
    }

    [Theory]
    [InlineData(30, 36, true)]
    [InlineData(30, 34, false)] // too close together
    public void Room_NotSeenTwice_HasEndedWhenTheLooksAreFarEnoughApart(double first, double second, bool ended) =>
        Assert.Equal(ended, After(Requested, Created, new RoomNotSeen(At(first)), new RoomNotSeen(At(second))).EndedAt() is not null);

    [Fact]
    public void Room_SeenBetweenTwoLooks_HasNotEnded()
    {
        var call = After(Requested, Created, new RoomNotSeen(At(30)), new RoomSeen(Sid, At(33)), new RoomNotSeen(At(36)));

        Assert.Null(call.EndedAt());
        Assert.True(call.Room.InDoubt);
    }

    [Fact]
    public void Room_SeenAfterItsEnd_IsOpenAgain() =>
        Assert.Equal(CallStatus.InProgress, After(Requested, Created, Joined(), Finished, new RoomSeen(Sid, At(60))).Status());

    [Fact]
    public void Room_SeenWithinTheSecondOfItsEnd_HasEnded() => // LiveKit stamps webhooks with whole seconds
        Assert.NotNull(After(Requested, Created, new RoomSeen(Sid, At(35.8)), new RoomFinished(Sid, At(35))).EndedAt());

    [Fact]
    public void Room_AnotherSidOfItsName_IsAStrayAndNeverMerged()
    {
        var call = After(Requested, Created, Finished, new RoomSeen("RM_stray", At(40)), Joined("PA_9") with { RoomSid = "RM_stray" });

        Assert.Equal(At(35), call.EndedAt());
        Assert.True(call.Room.StrayAlive);
        Assert.Empty(call.InOwnRoom());
        Assert.Equal(CallStatus.Cancelled, call.Status());
    }

    [Fact]
    public void Room_StrayFinished_IsNotAliveAnyMore() =>
        Assert.False(After(Requested, Created, new RoomSeen("RM_stray", At(40)), new RoomFinished("RM_stray", At(41))).Room.StrayAlive);

    [Fact]
    public void Status_OnlyAgentAndRecorderWereThere_IsCancelled() =>
        Assert.Equal(CallStatus.Cancelled, After(
            Requested, Created, Joined("PA_2", ParticipantKind.Agent), Joined("PA_3", ParticipantKind.Egress), Finished).Status());

    [Theory]
    [InlineData("segment")]
    [InlineData("client")]
    [InlineData("recording")]
    public void Status_NobodySeenButEvidenceFound_IsCompleted(string evidence)
    {
        CallEvent proof = evidence switch
        {
            "segment" => new TranscriptChanged(At(9), UserSpoke: true, FromClient: false),
            "client" => new TranscriptChanged(At(9), UserSpoke: false, FromClient: true),
            _ => new RecordingFound(Key, 9, "audio/ogg", At(40)),
        };

        Assert.Equal(CallStatus.Completed, After(Requested, Created, Finished, proof).Status());
    }

    [Fact]
    public void Duration_NoJoinSeen_IsTheClientsFigure() =>
        Assert.Equal(42, After(Requested, Created, Finished, Summary(50) with { ClientDurationSeconds = 42 }).DurationSeconds());

    [Fact]
    public void Duration_LeaveLost_LastsToTheEnd() =>
        Assert.Equal(33, After(Requested, Created, Joined(), Finished).DurationSeconds());

    [Fact]
    public void Json_WrittenAndRead_IsTheSame()
    {
        var call = After(Untroubled.Concat(Trouble)) with { DueAt = At(99) };
        var read = JsonSerializer.Deserialize<CallState>(Json(call), CallJson.Options)!;

        Assert.Equal(Json(call), Json(read));
        Assert.Equal(call.Status(), read.Status());
        Assert.Contains("\"dueAt\"", Json(call), StringComparison.Ordinal); // the storage statement reads it by this name
    }

    [Fact]
    public void Json_FieldOfALaterVersion_IsIgnored() =>
        Assert.Equal("ana", JsonSerializer.Deserialize<CallState>(
            Json(After(Requested)).Replace("{\"schemaVersion\"", "{\"later\":[1],\"schemaVersion\"", StringComparison.Ordinal), CallJson.Options)!
            .Request!.Start.UserId);

    [Fact]
    public void Json_WholeCall_HoldsNoTypeNamesAndStaysSmall()
    {
        var json = Json(After(Untroubled));

        Assert.DoesNotContain("OrleansCalls", json, StringComparison.Ordinal);
        Assert.InRange(json.Length, 1, 4096);
    }

    [Fact]
    public void Json_AsTheFirstVersionWroteIt_IsReadForEver()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Calls", "Golden", "call-v1.json")).Trim();

        Assert.Equal(stored, Json(JsonSerializer.Deserialize<CallState>(stored, CallJson.Options)!));
        Assert.Equal(stored, Json(After(Untroubled.Concat(Trouble)) with { DueAt = At(99) })); // a new field wants a file of its own
    }

    [Fact]
    public void Json_WithEvidence_IsReadForEver()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Calls", "Golden", "call-v2.json")).Trim();

        Assert.Equal(stored, Json(JsonSerializer.Deserialize<CallState>(stored, CallJson.Options)!));
        Assert.Equal(stored, Json(After([.. Untroubled, Summary(60).WithEvidence()]) with { DueAt = At(99) }));
    }

    [Fact]
    public void Json_OfACallThatHealed_IsReadForEver()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Calls", "Golden", "call-v1-healing.json")).Trim();

        Assert.Equal(stored, Json(JsonSerializer.Deserialize<CallState>(stored, CallJson.Options)!));
        Assert.Equal(stored, Json(After(Untroubled.Concat(Trouble).Concat(HealingTrouble)) with { DueAt = At(99) }));
    }

    [Fact]
    public void Json_WithASummaryAskedForAnew_IsReadForEver()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Calls", "Golden", "call-v1-summary-requested.json")).Trim();

        Assert.Equal(stored, Json(JsonSerializer.Deserialize<CallState>(stored, CallJson.Options)!));
        Assert.Equal(stored, Json(After([Requested, Created, Finished, Summary(50), .. Anew])));
    }

    private static string Json(CallState call) => JsonSerializer.Serialize(call, CallJson.Options);

    private sealed record NewsOfALaterVersion : CallEvent;
}
