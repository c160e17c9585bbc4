using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class CallCheckTests
{
    private readonly GoodCall call = new();

    [Fact]
    public void Call_AsPromised_HasNoComplaints() => Assert.Empty(call.Complaints);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Rows_NotOne_IsComplained(int rows)
    {
        var facts = call.Facts with { Rows = [.. Enumerable.Repeat(call.Row, rows)] };

        Assert.Equal([$"it has {rows} rows in coaching_sessions"], CallCheck.Complaints(call.Ledger, facts, faults: true));
    }

    [Fact]
    public void Page_NotAnswered_IsComplained() =>
        Assert.Equal(["its page was not answered"], CallCheck.Complaints(call.Ledger, call.Facts with { Page = null }, faults: true));

    [Fact]
    public void Refusal_OfAnOwedRequest_IsComplained()
    {
        call.Ledger.Refused("the end", new Callers.Answer(404, default));

        Assert.Equal(["the end was answered with 404"], call.Complaints);
    }

    [Fact]
    public void Status_NotTerminal_IsComplained()
    {
        call.Row = call.Row with { Status = "in_progress" };

        Assert.Equal(["its row's status is in_progress", "its row says in_progress, its page completed"], call.Complaints);
    }

    [Fact]
    public void Status_CancelledInSpiteOfWords_IsComplained()
    {
        call.Row = call.Row with { Status = "cancelled", Summary = null };
        call.Page = call.Page with { Status = "cancelled", Timeline = GoodCall.EndedAs("cancelled") };
        call.Memories = [];

        Assert.Equal(["it is cancelled in spite of an acknowledged segment of the user"], call.Complaints);
    }

    [Fact]
    public void Cancelled_WithWordsOfTheAgentAlone_OwesThemToTheApiOnly()
    {
        var other = new GoodCall(new LineFacts("fred", "is anybody there"));
        other.Row = other.Row with { Status = "cancelled", Summary = null, Transcript = null, RecordingUrl = null };
        other.Page = other.Page with
        {
            Status = "cancelled",
            Recording = new RecordingFacts("failed", "worker killed", [], null, []),
            Timeline = GoodCall.EndedAs("cancelled"),
        };
        var facts = other.Facts with { Memories = [], Uploads = [], Transcript = GoodCall.Named([new LineFacts("fred", "is anybody there")]) };

        Assert.Empty(CallCheck.Complaints(other.Ledger, facts, faults: true));
        Assert.Equal(
            ["the acknowledged segment 1 is not in its transcript"],
            CallCheck.Complaints(other.Ledger, facts with { Transcript = [] }, faults: true));
    }

    [Fact]
    public void Summary_OfTheHeuristic_IsComplained()
    {
        call.Page = call.Page with { Summary = call.Page.Summary! with { Source = "heuristic" } };

        Assert.Equal(["its summary is still the heuristic's"], call.Complaints);
    }

    [Fact]
    public void Summary_OfAnEarlierTranscript_IsComplained()
    {
        call.Row = call.Row with { Summary = "old" };
        call.Page = call.Page with { Summary = call.Page.Summary! with { Text = "old" } };
        call.Memories = [call.Memories[0] with { Content = "old" }];

        Assert.Equal(["its summary was made of another transcript"], call.Complaints);
    }

    [Fact]
    public void Summary_Missing_IsComplained()
    {
        call.Page = call.Page with { Summary = null };

        Assert.Equal(["it has no summary"], call.Complaints);
    }

    [Fact]
    public void Memory_Missing_IsComplained()
    {
        call.Memories = [];

        Assert.Equal(["it has 0 memory rows"], call.Complaints);
    }

    [Fact]
    public void Memory_OfAnEarlierSummary_IsComplained()
    {
        call.Memories = [call.Memories[0] with { Content = "old" }];

        Assert.Equal(["its memory row has another summary than its row"], call.Complaints);
    }
}
