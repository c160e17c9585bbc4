using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Tests;

public sealed class EarlyEndCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly GoodCall call = new(); // ends at second 9

    [Fact]
    public void Call_EndedBeforeItsFounderWent_IsComplainedInPeace()
    {
        (call.Ledger.JoinedAt, call.Ledger.LeavesAt) = (Noon, Noon.AddSeconds(10));
        Assert.Empty(Complaints(faults: false));

        call.Ledger.LeavesAt = Noon.AddSeconds(11);
        Assert.Equal(["it ended 2.0 s before its founder went, although nothing failed"], Complaints(faults: false));
        Assert.Empty(Complaints(faults: true)); // a fault may have done it
    }

    [Fact]
    public void Call_WhoseFounderStays_LastsForTheMaximumDuration()
    {
        call.Ledger.JoinedAt = Noon;

        Assert.Equal(["it ended 51.0 s before its founder went, although nothing failed"], Complaints(faults: false));
    }

    [Fact]
    public void Room_ClosedByTheProductWhileTheFounderWasThere_IsComplained()
    {
        (call.Ledger.JoinedAt, call.Ledger.LeavesAt) = (Noon, Noon.AddSeconds(30));
        call.Tell(new TimelineFacts("delete-room/end", Noon.AddSeconds(31), "ana asked to end the call", "done"));
        Assert.Empty(Complaints(faults: true));

        call.Tell(new TimelineFacts("delete-room/end", Noon.AddSeconds(20), "nobody came", "done"));
        Assert.Equal(["its room was closed 10.0 s before its founder went, because nobody came"], Complaints(faults: true));
    }

    [Fact]
    public void Call_ThatNobodyJoined_MayEndAtAnyTime() => Assert.Empty(Complaints(faults: false));

    private IEnumerable<string> Complaints(bool faults) => EarlyEndCheck.Complaints(call.Ledger, call.Row, call.Page, scale: 0.1, faults);
}
