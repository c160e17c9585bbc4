using System.Text.Json;
using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class EvidenceCheckTests
{
    private readonly GoodCall call = new();

    private SummaryFacts Summary
    {
        get => call.Page.Summary!;
        set => call.Page = call.Page with { Summary = value };
    }

    [Fact]
    public void Evidence_OfAnotherLine_IsComplained()
    {
        Summary = Summary with { Decisions = [new ItemFacts("decided", [new EvidenceFacts("2", null, null, null)])] };

        Assert.Equal(["its decision does not rest on its first line"], call.Complaints);
    }

    [Fact]
    public void Evidence_Missing_IsComplained()
    {
        Summary = Summary with { NextActions = [new ItemFacts("to do", []), .. Summary.NextActions.Skip(1)] };

        Assert.Equal(["its next action does not rest on its last line"], call.Complaints);
    }

    [Fact]
    public void Invention_ThatStands_IsComplained()
    {
        Summary = Summary with { Decisions = [.. Summary.Decisions, .. Summary.Decisions], Dropped = new DroppedFacts(0, 1) };

        Assert.Equal(
            ["of what its model invented was left out: {\"Decisions\":0,\"NextActions\":1}", "its decision does not rest on its first line"], call.Complaints);
    }

    [Theory]
    [InlineData("EG_2", 1)] // failed
    [InlineData("EG_9", 1)]
    [InlineData("EG_1", -1)]
    public void Second_WhereThereIsNoRecording_IsComplained(string segment, double second)
    {
        Summary = Summary with { Decisions = [new ItemFacts("decided", [new EvidenceFacts("1", null, second, segment)])] };

        Assert.Equal(["a line is to be heard where there is no recording"], call.Complaints);
    }

    [Fact]
    public void Model_OfNumberedLines_CitesThem()
    {
        var answer = JsonSerializer.SerializeToElement(EvidenceCheck.ModelAnswerTo("[1] Founder: one two\n[2] Fred: three"));

        Assert.Equal(SummaryCheck.ModelSummaryOf("Founder: one two\nFred: three"), answer.GetProperty("summary").GetString());
        Assert.Equal("one two", answer.GetProperty("decisions")[0].GetProperty("text").GetString());
        Assert.Equal("[2,-1]", answer.GetProperty("nextActions")[0].GetProperty("evidence").GetRawText());
    }
}
