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
    [InlineData("Call them this week.", new[] { 1 }, new[] { 1 })]
    [InlineData("Call them this week.", new[] { 2 }, new[] { 1, 2 })]
    [InlineData("Call them this week.", new[] { 0 }, new[] { 0, 1 })]
    [InlineData("Call them this week.", new[] { 0, 2 }, new[] { 0, 1, 2 })]
    [InlineData("Call Brightline this week, as nobody knows why they leave.", new[] { 1 }, new[] { 0, 1 })]
    [InlineData("Raise the price by ten percent.", new[] { 4, 1 }, new[] { 1, 4 })]
    public void CarriedBy_TheCitedAndTheNeighboursThatItTakes_InOrder(string item, int[] cited, int[] carrying) =>
        Assert.Equal(carrying, new EvidenceRule(Call).CarriedBy(item, cited));

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
    [InlineData("Raise five million from investors.", "Let us raise five thousand from investors.", false)]
    [InlineData("Charge $5,000 a month.", "Let us charge five thousand a month.", true)]
    [InlineData("Raise $2.5 million from investors.", "Let us raise two and a half million from investors.", true)]
    [InlineData("Raise five from investors.", "Let us raise five million from investors.", false)]
    [InlineData("Talk to 20 customers.", "Talk to twenty five customers.", false)]
    [InlineData("Talk to twenty customers.", "Talk to twenty five customers.", false)]
    [InlineData("和三十个客户谈一谈。", "和五十个客户谈一谈。", false)]
    [InlineData("和20个客户谈一谈。", "和二十五个客户谈一谈。", false)]
    [InlineData("和二十五个客户谈一谈。", "和25个客户谈一谈。", true)]
    [InlineData("Talk to thirty to forty thousand people.", "Let us talk to 30 to 40 thousand people.", true)]
    [InlineData("Launch in 2027, in the spring.", "We launch in twenty twenty seven, in the spring.", true)]
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

    [Theory]
    [InlineData("Jonathan will ask what made them leave.", false)] // whom nobody spoke of
    [InlineData("Everybody will ask what made them leave.", true)]
    [InlineData("We will ask what made them leave.", true)]
    [InlineData("Maria will ask what made them leave.", true)]
    [InlineData("Jonathan talks to you; ask what made them leave.", true)] // no name before "talks"
    public void Carries_ASubject_OnlyWhenTheCallHasIt(string item, bool carried) => Assert.Equal(carried, Carries(item, 2));

    [Theory]
    [InlineData("Maria sends the contract on Friday.", "So John sends the contract on Friday.", false)]
    [InlineData("John sends the contract on Friday.", "So John sends the contract on Friday.", true)]
    [InlineData("Contracts sent on Friday.", "So John sends the contract on Friday.", true)] // said in another form
    [InlineData("Mail the contract on Friday.", "So John sends the contract on Friday.", true)]
    [InlineData("Mail contracts early.", "By Friday contracts are out, early.", true)] // a day is no name
    [InlineData("Maria schickt den Vertrag.", "Also, John schickt den Vertrag, und das ist mit der Firma die Frist.", true)] // as nouns have it
    public void Carries_AnotherNameInItsPlace_False(string item, string line, bool carried) =>
        Assert.Equal(carried, new EvidenceRule([Founder(line)]).Carries(item, [0]));

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
