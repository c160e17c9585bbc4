using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class TimelineCheckTests
{
    private readonly GoodCall call = new();

    [Fact]
    public void Timeline_EmptyOrMissing_IsComplained()
    {
        call.Page = call.Page with { Timeline = [] };
        Assert.Equal(["its timeline is empty"], call.Complaints);

        call.Page = call.Page with { Timeline = null };
        Assert.Equal(["its timeline is empty"], call.Complaints);
    }

    [Fact]
    public void Beginning_Lost_IsComplained()
    {
        call.Page = call.Page with { Timeline = [.. call.Page.Timeline!.Skip(1)] };

        Assert.Equal(["its timeline begins with room.created"], call.Complaints);
    }

    [Fact]
    public void End_Lost_IsComplained()
    {
        call.Page = call.Page with { Timeline = [.. call.Page.Timeline!.Take(2)] };

        Assert.Equal(["its page says completed, its timeline nothing of an end"], call.Complaints);
    }

    [Fact]
    public void End_Another_IsComplained()
    {
        call.Page = call.Page with { Timeline = GoodCall.EndedAs("cancelled") };

        Assert.Equal(["its page says completed, its timeline call.cancelled"], call.Complaints);
    }

    [Fact]
    public void End_CorrectedByLateProof_IsTheLast()
    {
        call.Page = call.Page with { Timeline = [.. GoodCall.EndedAs("cancelled"), new TimelineFacts("call.completed")] };

        Assert.Empty(call.Complaints);
    }

    [Theory]
    [InlineData("look-at-room")]
    [InlineData("look-at-egress")]
    [InlineData("look-for-agent/1")]
    [InlineData("find-recording")]
    public void Looks_ThatBroughtNothing_AreComplained(string look)
    {
        call.Tell(new TimelineFacts(look, Result: "no answer: away (3 times)"));
        Assert.Empty(call.Complaints);

        call.Tell(new TimelineFacts(look, Result: "done"), new TimelineFacts(look, Result: "done (2 times)"));
        Assert.Equal([$"its timeline tells of {look}, which brought nothing new"], call.Complaints);
    }

    [Fact]
    public void Entries_InMasses_AreComplained()
    {
        call.Tell(Enumerable.Repeat(new TimelineFacts("room.not-found"), 300));

        Assert.Equal(["its timeline has 306 entries"], call.Complaints);
    }
}
