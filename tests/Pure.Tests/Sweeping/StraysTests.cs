using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Sweeping;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Sweeping;

/// <summary>What of LiveKit's lists is a stray. The call of the story ends at 35 s; LiveKit is asked minutes later.</summary>
public class StraysTests
{
    private const string Room = "ana_fred-call_1";
    private static readonly StrayOptions s_options = new();
    private static readonly DateTimeOffset s_asked = At(600);
    private static readonly CallState s_live = After(Untroubled.Where(e => e is not RoomFinished and not EgressReported { Report.Status: > EgressStatus.Active }));
    private static readonly CallState s_ended = After(Untroubled);

    [Fact]
    public void Room_OfALiveCall_IsLeft() => Assert.Equal(StrayVerdict.Leave, Judge(new ListedRoom(Room, Sid, At(0)), s_live));

    [Fact]
    public void Room_OfALiveCallsNameWithAnotherSid_IsTold() => Assert.Equal(StrayVerdict.Tell, Judge(new ListedRoom(Room, "RM_2", At(0)), s_live));

    [Theory]
    [InlineData(Sid, nameof(StrayVerdict.TellIfInhabited))] // LiveKit may list it for ever
    [InlineData("RM_2", nameof(StrayVerdict.Tell))]
    public void Room_OfAnEndedCall_IsTold(string sid, string verdict) =>
        Assert.Equal(verdict, Judge(new ListedRoom(Room, sid, At(0)), s_ended).ToString());

    [Fact]
    public void Room_ThatLiveKitListsButDoesNotKnow_IsNotTakenForInhabited() => Assert.Equal(
        StrayVerdict.Close, Judge(new ListedRoom(Room, Sid, At(0)), s_live.Apply(new RoomUnknown(At(32))).Apply(new RoomUnknown(At(42)))));

    [Fact]
    public void Room_OfAFailedStart_IsTold() => Assert.Equal(
        StrayVerdict.Tell, Judge(new ListedRoom(Room, Sid, At(0)), After(Requested, Created, new StartFailed("away", At(14)))));

    [Fact]
    public void Room_OfACallThatEndedJustNow_IsLeft() =>
        Assert.Equal(StrayVerdict.Leave, Strays.Judge(new ListedRoom(Room, "RM_2", At(0)), s_ended, s_options, At(34 + 180)));

    [Theory]
    [InlineData(false, "Unknown")]
    [InlineData(true, "Close")]
    public void Room_OfNoCall_IsClosedOnlyWhereNobodyElseCanHaveMadeIt(bool alone, string verdict)
    {
        var options = s_options with { CloseUnknown = alone };

        Assert.Equal(verdict, $"{Strays.Judge(new ListedRoom(Room, Sid, At(0)), null, options, s_asked)}");
        Assert.Equal(verdict, $"{Strays.Judge(new ListedRoom(Room, Sid, At(0)), new CallState(), options, s_asked)}");
    }

    [Fact]
    public void RoomAndRecorder_OfAnErasedCall_AreItsBusiness() // also where its tombstone alone is left
    {
        var erased = new CallState().Apply(new RecordsErased(At(100), new()));
        ListedRecorder Recorder(double at) => new(Room, At(at), Egress(EgressStatus.Active, at).Report);

        Assert.Equal(StrayVerdict.TellIfInhabited, Judge(new ListedRoom(Room, "RM_2", At(0)), erased));
        Assert.Equal(StrayVerdict.Tell, Strays.Judge(Recorder(500), erased, s_options, s_asked));
        // One whose worker died is listed for ever, and must not have the call watched for ever.
        Assert.Equal(StrayVerdict.Leave, Strays.Judge(Recorder(0), erased, s_options, At(180 * 15)));
    }

    [Fact]
    public void Room_Young_MayBelongToAStartUnderWay()
    {
        Assert.False(Strays.MayStray(new ListedRoom(Room, Sid, At(0)), s_options, At(179)));
        Assert.True(Strays.MayStray(new ListedRoom(Room, Sid, At(0)), s_options, At(180)));
        Assert.False(Strays.MayStray(new ListedRoom(Room, Sid, null), s_options, s_asked));
        Assert.False(Strays.MayStray(new ListedRoom(Room, Sid, At(0)), s_options.At(0.05), At(29))); // a start is not scaled
    }

    [Fact]
    public void Room_OfAnotherName_IsNotOurs() => Assert.False(Strays.MayStray(new ListedRoom("lobby", Sid, At(0)), s_options, s_asked));

    [Fact]
    public void Recorder_UnderAnothersKeyOrOver_IsLeft()
    {
        Assert.True(Strays.MayStray(Recorder(), s_options, s_asked));
        Assert.False(Strays.MayStray(Recorder(key: "operators/track.ogg"), s_options, s_asked));
        Assert.False(Strays.MayStray(Recorder(status: EgressStatus.Ending), s_options, s_asked));
        Assert.False(Strays.MayStray(Recorder() with { AskedForAt = At(600) }, s_options, s_asked));
    }

    [Fact]
    public void Recorder_ThatALiveCallKnows_IsLeft() => Assert.Equal(StrayVerdict.Leave, Judge(Recorder(), s_live));

    [Fact]
    public void Recorder_ThatItsCallDoesNotKnow_IsTold()
    {
        Assert.Equal(StrayVerdict.Tell, Judge(Recorder("EG_2"), s_live));
        Assert.Equal(StrayVerdict.Tell, Judge(Recorder("EG_2"), s_ended));
    }

    [Fact]
    public void Recorder_WhoseEndIsKnown_IsLeft() => Assert.Equal(StrayVerdict.Leave, Judge(Recorder(), s_ended));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recorder_ThatNeverEnds_IsTakenUpEverMoreSeldom(bool unknown)
    {
        var recorder = Recorder("EG_2");
        var call = unknown ? null : s_ended.Apply(new EgressReported(recorder.Report));
        var options = s_options with { CloseUnknown = true };
        var taken = Enumerable.Range(1, 10_000)
            .Select(round => At(35) + (options.Interval * round))
            .Count(at => Strays.Judge(recorder, call, options, at) is not StrayVerdict.Leave);

        Assert.InRange(taken, 14, 28);
        Assert.NotEqual(StrayVerdict.Leave, Strays.Judge(recorder, call, options, At(35) + (options.Interval * 3)));
    }

    [Fact]
    public void Recorder_OfAnotherRoomOfThisName_IsTold()
    {
        var stray = Recorder("EG_2");
        stray = stray with { Report = stray.Report with { RoomSid = "RM_2" } };

        Assert.Equal(StrayVerdict.Tell, Judge(stray, s_live.Apply(new EgressReported(stray.Report))));
    }

    private static StrayVerdict Judge(ListedRoom room, CallState call) => Strays.Judge(room, call, s_options, s_asked);

    private static StrayVerdict Judge(ListedRecorder recorder, CallState call) => Strays.Judge(recorder, call, s_options, s_asked);

    private static ListedRecorder Recorder(string id = "EG_1", string key = Key, EgressStatus status = EgressStatus.Active) =>
        new(Room, At(0), Egress(status, 4, id, key).Report);
}
