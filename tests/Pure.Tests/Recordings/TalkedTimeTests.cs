using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Recordings;

/// <summary>People talk from second 2 to second 102 in all of these.</summary>
public sealed class TalkedTimeTests
{
    private const string Second = "voice-recordings/ana_fred-call_1.2.ogg";

    private static readonly CallEvent[] s_talk = [Requested, Created, Joined(), Left(at: 102), new RoomFinished(Sid, At(122))];

    [Fact]
    public void AWholeRecording_CoversAllAndLeavesNoGap()
    {
        var recording = Recording([.. Recorder(1, Key, 1.5, 110)]);

        Assert.Equal(1, recording.Coverage);
        Assert.Empty(recording.Gaps);
    }

    [Fact]
    public void ARecorderThatFailedWithAUsableObject_LeavesAGapWithItsError()
    {
        var recording = Recording([.. Recorder(1, Key, 2, 42, EgressStatus.Failed, "worker gone"), .. Recorder(2, Second, 62, 110)]);

        Assert.Equal(0.8, recording.Coverage);
        Assert.Equal([new RecordingGap(At(42), At(62), "worker gone")], recording.Gaps);
    }

    [Fact]
    public void ARecorderWithoutAnObject_LeavesAGapWithWhatBecameOfIt()
    {
        var recording = Recording(
            [.. Recorder(1, Key, 2, 42, EgressStatus.Failed, "upload refused", found: false), .. Recorder(2, Second, 52, 110)]);

        Assert.Equal(0.5, recording.Coverage);
        Assert.Equal([new RecordingGap(At(2), At(52), "upload refused")], recording.Gaps);
    }

    [Fact]
    public void ARecorderThatReachedItsLimit_LeavesAGapThatSaysSo()
    {
        var recording = Recording([.. Recorder(1, Key, 2, 82, EgressStatus.LimitReached)]);

        Assert.Equal([new RecordingGap(At(82), At(102), "The recorder reached its limit")], recording.Gaps);
    }

    [Fact]
    public void ALateBeginAndAnEarlyEnd_AreGaps()
    {
        var recording = Recording([.. Recorder(1, Key, 12, 92)]);

        Assert.Equal(
            [new RecordingGap(At(2), At(12), "No recorder was recording yet"), new RecordingGap(At(92), At(102), "The recorder ended early")],
            recording.Gaps);
    }

    [Fact]
    public void TheSecondsAfterAnEndWasAskedFor_SaySo()
    {
        var recording = Recording([new EndRequested("ana", At(95)), .. Recorder(1, Key, 2, 95.5)]);

        Assert.Equal("The call was being ended", Assert.Single(recording.Gaps).Reason);
    }

    [Fact]
    public void ARecorderThatNeverBegan_IsTheReason()
    {
        var recording = Recording(new EgressStartBegun(1, Key, At(0.2)), new EgressStartFailed(1, "no workers", At(1)));

        Assert.Equal(0, recording.Coverage);
        Assert.Equal([new RecordingGap(At(2), At(102), "no workers")], recording.Gaps);
    }

    [Fact]
    public void TwoThatOverlap_CountOnce()
    {
        var recording = Recording([.. Recorder(1, Key, 2, 62), .. Recorder(2, Second, 42, 82)]);

        Assert.Equal(0.8, recording.Coverage);
    }

    [Fact]
    public void AShortfallOfASecond_IsNoGap() => Assert.Empty(Recording([.. Recorder(1, Key, 3, 101)]).Gaps);

    [Fact]
    public void WhileTheCallLives_ThereAreNoGapsYet()
    {
        var recording = After(Requested, Created, Joined(), Left(at: 102)).Snapshot();

        Assert.Empty(recording.Gaps);
    }

    [Fact]
    public void NobodyTalked_IsNotMeasured()
    {
        var recording = After(Requested, Created, new RoomFinished(Sid, At(300))).Snapshot();

        Assert.Null(recording.Coverage);
        Assert.Empty(recording.Gaps);
    }

    private static RecordingSnapshot Recording(params IEnumerable<CallEvent> events) => After([.. s_talk, .. events]).Snapshot();

    private static IEnumerable<CallEvent> Recorder(
        int attempt, string key, double from, double to, EgressStatus status = EgressStatus.Complete, string? error = null, bool found = true)
    {
        yield return new EgressStartBegun(attempt, key, At(from - 1));
        yield return new EgressReported(new EgressReport
        {
            EgressId = $"EG_{attempt}",
            RoomSid = Sid,
            Key = key,
            Status = status,
            StartedAt = At(from),
            EndedAt = At(to),
            Error = error,
        });
        yield return found ? new RecordingFound(key, 9_000, "audio/ogg", At(130)) : new RecordingMissing(key, "not there", At(130));
    }
}
