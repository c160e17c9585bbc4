using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries.Evidence;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

public sealed class EvidenceRuleTests
{
    private static readonly TranscriptLine[] Call =
    [
        Founder("We lost Brightline last month, and nobody knows why."), // 0
        Fred("Then call them this week."), // 1
        Fred("Ask what made them leave."), // 2
        Founder("Okay, Maria will talk to me."), // 3
        Fred("And raise the price by ten percent in March."), // 4
        Founder("Fine."), // 5
        Fred("Good luck with the offsite."), // 6
    ];

    [Theory]
    [InlineData("Call them this week.", 1)]
    [InlineData("Calling Brightline this week", 1)] // another form, and a name of the line before
    [InlineData("Call them this week, and ask what made them leave.", 1)] // the neighbour after it
    [InlineData("RAISE THE PRICE", 4)]
    public void Carries_WhatTheLineOrItsNeighbourSays_True(string item, int line) => Assert.True(Carries(item, line));

    [Theory]
    [InlineData("Call them this week.", 6)] // said, but not there
    [InlineData("Raise the price by ten percent in March.", 2)] // two lines away
    [InlineData("Call investors.", 1)] // the longer word is not there
    [InlineData("Sell the company to a competitor.", 1)]
    [InlineData("…!", 1)]
    [InlineData("", 1)]
    public void Carries_WhatTheLineDoesNotSay_False(string item, int line) => Assert.False(Carries(item, line));

    [Fact]
    public void Carries_HalfOfIt_IsNotEnough()
    {
        var rule = new EvidenceRule([Founder("alpha")]);

        Assert.False(rule.Carries("Alpha gamma", [0]));
        Assert.True(rule.Carries("Alpha rho", [0]));
    }

    [Fact]
    public void Carries_NoLine_False() => Assert.False(new EvidenceRule(Call).Carries("Call them this week.", []));

    [Fact]
    public void Carries_OfSeveralLines_TogetherTheySayIt()
    {
        Assert.False(Carries("Call Maria, and raise the price in March.", 0));
        Assert.True(Carries("Call Maria, and raise the price in March.", 1, 4));
    }

    [Theory]
    [InlineData("Raise the price by 10% in March.", true)]
    [InlineData("Raise the price by ten percent.", true)]
    [InlineData("Raise the price by 12% in March.", false)]
    [InlineData("Raise the price by twelve percent in March.", false)]
    [InlineData("Raise the price by 10% on March 3.", false)]
    public void Carries_ANumber_OnlyWhenTheLinesSayIt(string item, bool carried) => Assert.Equal(carried, Carries(item, 4));

    [Theory]
    [InlineData("Raise 5 million from investors.", "Let us raise five thousand from investors.", false)]
    [InlineData("Raise $5M from investors.", "Let us raise $5k from investors.", false)]
    [InlineData("Raise $50k from investors this year.", "Let us raise 50 dollars from investors this year.", false)]
    [InlineData("Raise 5 from investors this year.", "Let us raise 5 million from investors this year.", false)]
    [InlineData("Pay 1 million for the company.", "Let us pay a thousand for the company.", false)]
    [InlineData("Zahle 5 Millionen für die Firma.", "Wir zahlen fünf tausend für die Firma.", false)]
    [InlineData("Raise $50k from investors this year.", "Let us raise fifty thousand from investors this year.", true)]
    [InlineData("Raise 2 million from investors.", "Let us raise two million from investors.", true)]
    [InlineData("Raise 250,000 from investors.", "Let us raise two hundred fifty thousand from investors.", true)]
    [InlineData("Charge 20 cents a minute.", "We charge twenty cents a minute.", true)]
    public void Carries_ANumberWithAScale_OnlyWhenTheLineSaysThat(string item, string line, bool carried) =>
        Assert.Equal(carried, new EvidenceRule([new TranscriptLine { Speaker = Speaker.User, Text = line }]).Carries(item, [0]));

    [Theory]
    [InlineData("Ask Maria what made them leave.", true)] // said in another line: "her" is whom they mean
    [InlineData("Ask Jonathan what made them leave.", false)]
    [InlineData("Jonathan: ask what made them leave.", true)] // the first word has its capital anyway
    [InlineData("Ask what made them leave. Talk.", true)] // as the first of a sentence
    [InlineData("Ask What Made Jonathan Leave", true)] // as has a title
    public void Carries_AName_OnlyWhenTheCallHasIt(string item, bool carried) => Assert.Equal(carried, Carries(item, 2));

    [Fact]
    public void Carries_NounsOfGerman_AreNoNames()
    {
        var rule = new EvidenceRule([Fred("Rufen Sie die Kundin heute noch an und fragen Sie, warum sie nicht mehr zahlt.")]);

        Assert.True(rule.Carries("Die Kundin heute anrufen und nach dem Grund fragen.", [0]));
    }

    [Fact]
    public void Carries_OnlyWordsThatSayNothing_TheyAllCount()
    {
        Assert.True(new EvidenceRule([Fred("Then do it.")]).Carries("Do it then.", [0]));
        Assert.False(new EvidenceRule([Fred("Wait for me.")]).Carries("Do it then.", [0]));
    }

    [Fact]
    public void Carries_SpeakersName_IsInEveryLine() => Assert.True(Carries("The founder will call them this week; Fred agrees.", 1));

    [Fact]
    public void Carries_WordBeyondTheLimitOfALine_IsNotSeen()
    {
        var rule = new EvidenceRule([Founder(new string('a', 50_000) + " elephant")]);

        Assert.False(rule.Carries("Elephant", [0]));
    }

    private static bool Carries(string item, params int[] lines) => new EvidenceRule(Call).Carries(item, lines);
}
