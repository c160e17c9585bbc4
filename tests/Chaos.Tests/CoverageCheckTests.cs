using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Tests;

public sealed class CoverageCheckTests
{
    private static readonly SegmentFacts Ready = new("EG_1", "ready", null, 100);
    private static readonly SegmentFacts Failed = new("EG_2", "failed", "worker killed", null);
    private static readonly PageFacts Good = new GoodCall().Page with { Recording = new RecordingFacts("ready", null, [Ready], 0.95, []) };

    [Fact]
    public void Recording_Whole_HasNoComplaints() => Assert.Empty(InPeace(Good));

    [Fact]
    public void Recorder_OneMoreThoughNothingFailed_IsComplained() =>
        Assert.Equal(["its recording has the segments [ready, failed], not one that is ready, although nothing failed"], InPeace(With([Ready, Failed], 1)));

    [Fact]
    public void Recorder_NoneThoughNothingFailed_IsComplained() =>
        Assert.Equal(
            ["its recording has the segments [], not one that is ready, although nothing failed", "its recording covers 0 % of 10 s, although nothing failed"],
            InPeace(With([], 0, "No recorder was recording yet")));

    [Fact]
    public void Coverage_LowThoughNothingFailed_IsComplained() =>
        Assert.Equal(["its recording covers 85 % of 10 s, although nothing failed"], InPeace(With([Ready], 0.85)));

    [Fact]
    public void Coverage_LowByASecondOfAShortCall_IsNotComplained()
    {
        Assert.Empty(InPeace(With([Ready], 0.7) with { DurationSeconds = 3 }));
        Assert.NotEmpty(InPeace(With([Ready], 0.5) with { DurationSeconds = 3 }));
    }

    [Fact]
    public void Coverage_UnknownThoughSomebodySpoke_IsComplained() =>
        Assert.Equal(["its recording covers 0 % of 10 s, although nothing failed"], InPeace(With([Ready], null)));

    [Fact]
    public void Call_InWhichNobodySpoke_OwesNoRecording()
    {
        var silent = new CallLedger(new GoodCall().Ledger.Life with { Lines = [] }) { Joined = true };

        Assert.Empty(CoverageCheck.Complaints(silent, With([], null), faults: false));
    }

    [Fact]
    public void Gap_NotListed_IsComplained()
    {
        Assert.Equal(["its recording covers 70 %, and no gap is listed"], UnderFaults(With([Ready, Failed], 0.7)));
        Assert.Empty(UnderFaults(With([Ready, Failed], 0.7, "worker killed")));
    }

    [Fact]
    public void Gaps_OfASecondEach_NeedNotBeListed() => Assert.Empty(UnderFaults(With([Ready, Failed], 0.81)));

    [Fact]
    public void Gap_WithoutAReason_IsComplained() =>
        Assert.Equal(["a gap of its recording has no reason"], UnderFaults(With([Ready, Failed], 0.7, " ")));

    private static PageFacts With(IReadOnlyList<SegmentFacts> segments, double? coverage, params string[] reasons) =>
        Good with { Recording = new RecordingFacts("ready", null, segments, coverage, [.. reasons.Select(reason => new GapFacts(reason))]) };

    private static IEnumerable<string> InPeace(PageFacts page) => CoverageCheck.Complaints(Talked(), page, faults: false);

    private static IEnumerable<string> UnderFaults(PageFacts page) => CoverageCheck.Complaints(Talked(), page, faults: true);

    private static CallLedger Talked()
    {
        var lives = Enumerable.Range(0, 100).Select(new LifeDraw(new Seeds(1)).Life);
        return new CallLedger(lives.First(life => life.Lines.Any(line => line.Speaker is "user"))) { Joined = true };
    }
}
