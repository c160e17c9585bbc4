using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class TranscriptCheckTests
{
    private readonly GoodCall call = new();

    [Fact]
    public void Segment_Dropped_IsComplained()
    {
        call.Lines = [call.Lines[1], call.Lines[2]];

        Assert.Equal(["the acknowledged segment 1 is not in its transcript"], call.Complaints);
    }

    [Fact]
    public void Segment_NeverAcknowledged_IsNotOwed()
    {
        call.Ledger.Sends([GoodCall.Segment("9", new LineFacts("user", "nobody knows whether this arrived"), 9)]);

        Assert.Empty(call.Complaints);
    }

    [Fact]
    public void Line_Twice_IsComplained()
    {
        call.Lines = [.. call.Lines, call.Lines[0]];

        Assert.Equal(["a line stands 2 times in its transcript"], call.Complaints);
    }

    [Fact]
    public void ClientsSpelling_BesideTheSegment_IsComplained()
    {
        call.Lines = [.. call.Lines, new LineFacts("fred", "CALL HER TODAY AND ASK WHY!")];

        Assert.Equal(["a line stands 2 times in its transcript"], call.Complaints);
    }

    [Fact]
    public void Segments_OutOfOrder_IsComplained()
    {
        call.Lines = [call.Lines[1], call.Lines[0], call.Lines[2]];

        Assert.Equal(["its acknowledged segments are out of order"], call.Complaints);
    }

    [Fact]
    public void Line_OfAnotherCall_IsComplained()
    {
        call.Lines = [.. call.Lines, new LineFacts("user", "somebody else said this")];

        Assert.Equal(["1 lines in its transcript were never said"], call.Complaints);
    }

    [Fact]
    public void ClientLine_Lost_IsComplained()
    {
        call.Lines = [call.Lines[0], call.Lines[1]];

        Assert.Equal(["1 acknowledged lines of the client are not in its transcript"], call.Complaints);
    }

    [Fact]
    public void Interim_InPlaceOfTheFinal_IsComplained()
    {
        call.Acknowledge(GoodCall.Segment("1", new LineFacts("user", "the largest"), 1, final: false));
        call.Lines = [new LineFacts("user", "the largest"), call.Lines[1], call.Lines[2]];

        Assert.Equal(
            ["the acknowledged segment 1 is not in its transcript", "an older version of the segment 1 stands in its transcript"],
            call.Complaints);
    }

    [Fact]
    public void Final_WhoseAnswerWasLost_MayStandInPlaceOfTheInterim()
    {
        call.Acknowledge(GoodCall.Segment("4", new LineFacts("user", "and"), 4, final: false));
        call.Ledger.Sends([GoodCall.Segment("4", new LineFacts("user", "and then"), 4)]);
        call.Lines = [.. call.Lines, new LineFacts("user", "and then")];

        Assert.Empty(call.Complaints);
    }

    [Fact]
    public void Api_TellsAnotherTranscript_IsComplained()
    {
        var facts = call.Facts with { Transcript = GoodCall.Named([call.Lines[0]]) };

        Assert.Equal(
            ["its row has other lines (3) than the API tells (1)", "its next action does not rest on its last line"],
            CallCheck.Complaints(call.Ledger, facts, faults: true));
    }
}
