using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries;

public sealed class HeuristicSummaryTests
{
    private const string Generic = HeuristicSummary.GenericAction;

    [Fact]
    public void Of_ScriptedCall_QuotesTheDecisionAndTheAction()
    {
        var summary = HeuristicSummary.Of(
        [
            Founder("I have three customers, and one is leaving."),
            Fred("Call her today, and ask why."),
            Founder("I will call her today."),
            Fred("Good. Decision made: you call her first."),
        ]);

        Assert.Equal(["You call her first."], summary.Decisions);
        Assert.Equal(["Call her today, and ask why.", Generic, Generic], summary.NextActions);
        Assert.Equal(
            "The founder said: “I have three customers, and one is leaving.” “I will call her today.” "
            + "Fred answered: “Call her today, and ask why.” “Decision made: you call her first.”",
            summary.Text);
        Assert.Equal(SummarySource.Heuristic, summary.Source);
    }

    [Fact]
    public void Of_NoLines_SaysThatNothingWasSaid()
    {
        var summary = HeuristicSummary.Of([]);

        Assert.Equal("Nothing was said in this call.", summary.Text);
        Assert.Empty(summary.Decisions);
        Assert.Equal([Generic, Generic, Generic], summary.NextActions);
    }

    [Theory]
    [InlineData("We decided to raise the price.", "We decided to raise the price.")]
    [InlineData("Let's go with the smaller plan.", "Let's go with the smaller plan.")]
    [InlineData("Agreed: no discounts this year.", "No discounts this year.")]
    [InlineData("So the decision is to hire Ana.", "So the decision is to hire Ana.")]
    [InlineData("Great, then you've decided to stop the free tier.", "Great, then you've decided to stop the free tier.")]
    [InlineData("Okay. Decision made. You call her first.", "You call her first.")]
    public void Of_AgentStatesADecision_IsFound(string said, string decision) =>
        Assert.Equal([decision], HeuristicSummary.Of([Fred(said)]).Decisions);

    [Theory]
    [InlineData("Have you decided?")]
    [InlineData("What have we decided?")]
    [InlineData("We haven't decided anything yet.")]
    [InlineData("Nobody said that we decided.")]
    [InlineData("If you decided to leave, what then?")]
    [InlineData("Once you have decided, tell her.")]
    [InlineData("The decision is yours.")]
    [InlineData("You need to decide.")]
    [InlineData("Agreed.")]
    public void Of_QuestionsConditionsAndDenials_AreNoDecisions(string said) =>
        Assert.Empty(HeuristicSummary.Of([Fred(said)]).Decisions);

    [Fact]
    public void Of_WhatTheFounderSays_IsNeitherDecisionNorAction()
    {
        var summary = HeuristicSummary.Of([Founder("Decision made: we decided to sell. Call her. You should write it down.")]);

        Assert.Empty(summary.Decisions);
        Assert.Equal([Generic, Generic, Generic], summary.NextActions);
    }

    [Theory]
    [InlineData("Okay, so send her the new price.", "Send her the new price.")]
    [InlineData("First, write down what she said.", "Write down what she said.")]
    [InlineData("You should talk to five customers.", "You should talk to five customers.")]
    [InlineData("I think you need to raise prices.", "I think you need to raise prices.")]
    [InlineData("If she leaves, you should ask why.", "If she leaves, you should ask why.")]
    [InlineData("Your next step is a call with Dr. Chen at 3.30 p.m. on Monday.", "Your next step is a call with Dr. Chen at 3.30 p.m. on Monday.")]
    [InlineData("I want you to test the onboarding.", "I want you to test the onboarding.")]
    [InlineData("By Friday, please draft the offer.", "By Friday, please draft the offer.")]
    [InlineData("You call her by Friday.", "You call her by Friday.")]
    [InlineData("Don't forget to sign the contract.", "Don't forget to sign the contract.")]
    [InlineData("Ask who is leaving.", "Ask who is leaving.")]
    public void Of_AgentSaysWhatToDo_IsFound(string said, string action) =>
        Assert.Equal([action, Generic, Generic], HeuristicSummary.Of([Fred(said)]).NextActions);

    [Theory]
    [InlineData("Should you call her?")]
    [InlineData("Tell me more about that.")]
    [InlineData("Test results are in.")]
    [InlineData("Plan B is a bad plan.")]
    [InlineData("You should not discount.")]
    [InlineData("You will be fine.")]
    [InlineData("Those are the customers you will lose anyway.")]
    [InlineData("You called her on Monday.")]
    [InlineData("How are you today?")]
    [InlineData("I'm glad that worked.")]
    public void Of_OtherSentences_AreNoActions(string said) =>
        Assert.Equal([Generic, Generic, Generic], HeuristicSummary.Of([Fred(said)]).NextActions);

    [Fact]
    public void Of_MoreThanThreeActions_StrongestThenLatestStandInTheOrderSaid()
    {
        var summary = HeuristicSummary.Of(
        [
            Fred("Your next step is the offer. Call Ana. Call Ben. Call Cem. call ben!"),
            Fred("You need to rest."),
        ]);

        Assert.Equal(["Your next step is the offer.", "Call Cem.", "You need to rest."], summary.NextActions);
    }

    [Fact]
    public void Of_LongSentences_AreCutBetweenWords()
    {
        var summary = HeuristicSummary.Of([Fred("Call " + string.Join(' ', Enumerable.Repeat("everybody", 100)))]);

        Assert.InRange(summary.NextActions[0].Length, 150, 200);
        Assert.EndsWith("everybody…", summary.NextActions[0]);
    }

    [Fact]
    public void Of_OnlyOneSpoke_SaysSo()
    {
        Assert.Equal("Only Fred spoke: “Are you there?”", HeuristicSummary.Of([Fred("Are you there?")]).Text);
        Assert.Equal("The founder said: “Hello?” Fred did not answer.", HeuristicSummary.Of([Founder("Hello?")]).Text);
    }

    [Fact]
    public void Of_SmallTalkAndRepetition_GiveWayToWhatTheCallWasAbout()
    {
        var summary = HeuristicSummary.Of(
        [
            Founder("Hi. Can you hear me?"),
            Founder("Our churn doubled after the price change. I had a coffee earlier."),
            Founder("The price change hit the small customers, and churn came from them."),
            Fred("Yes."),
        ]);

        Assert.Contains("churn doubled after the price change", summary.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("coffee", summary.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hi.", summary.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("so, you and ")]
    [InlineData(".")]
    [InlineData("if,so so so;")]
    [InlineData("good so ")]
    [InlineData(" ")]
    public void Of_AMegabyteWithoutAnEnd_IsReadOnce(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + "x you should";

        Assert.Equal([Generic, Generic, Generic], HeuristicSummary.Of([Fred(text)]).NextActions);
    }

    [Fact]
    public void Of_LongestCall_StaysShort()
    {
        TranscriptLine[] lines = [.. Enumerable.Range(0, 20_000).Select(i => (i % 2 is 0 ? Founder($"Customer {i} told us about churn number {i}, and it went on for quite a while after that, as you can imagine.") : Fred($"Call customer {i}, and then write to them about everything that you have learnt, and do so before the week is over.")))];

        var summary = HeuristicSummary.Of(lines);

        Assert.InRange(summary.Text.Length, 100, 600);
        Assert.Equal(3, summary.NextActions.Count);
    }
}
