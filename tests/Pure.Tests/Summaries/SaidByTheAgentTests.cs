using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Summaries;

/// <summary>Which of the agent's sentences are decisions and actions: the rule's vocabulary, and its limits.</summary>
public class SaidByTheAgentTests
{
    private const string Generic = HeuristicSummary.GenericAction;

    [Fact]
    public void Decisions_AtMostTenEachOnce()
    {
        var decisions = HeuristicSummary.Of([Fred(string.Concat(Enumerable.Range(1, 12).Select(n => $"We decided on plan {n}. We decided on plan {n}! ")))]).Decisions;

        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"We decided on plan {n}."), decisions);
    }

    [Theory]
    [InlineData("Decision made.", new string[0])] // nothing follows
    [InlineData("Decision made. Do you agree?", new string[0])]
    [InlineData("Here's the decision. We sell. You call.", new[] { "We sell." })]
    [InlineData("Decision made. Decision made. We sell.", new[] { "Decision made." })]
    [InlineData("Decision: we sell.", new[] { "We sell." })]
    [InlineData("We sell. You agreed to that.", new[] { "You agreed to that." })]
    public void Decisions_AnnouncedOrLabelled_AreWhatFollows(string said, string[] decisions) =>
        Assert.Equal(decisions, HeuristicSummary.Of([Fred(said)]).Decisions);

    [Fact]
    public void Decisions_AnnouncedAtTheEndOfATurn_AreNotTheNextTurns() =>
        Assert.Empty(HeuristicSummary.Of([Fred("Decision made."), Fred("The sky is blue.")]).Decisions);

    [Fact]
    public void Actions_ADecisionIsNoActionToo() =>
        Assert.Equal([Generic, Generic, Generic], HeuristicSummary.Of([Fred("Agreed: you should call her.")]).NextActions);

    [Theory]
    [InlineData("You should call Ana. You should call Ben. You should call Cem. You should call Dan.", new[] { "You should call Ben.", "You should call Cem.", "You should call Dan." })]
    [InlineData("Call Ana. Call Ben. Call Cem. You should rest.", new[] { "Call Ben.", "Call Cem.", "You should rest." })]
    [InlineData("Your next step is Ana. You should rest. You should write. You should read.", new[] { "Your next step is Ana.", "You should write.", "You should read." })]
    public void Actions_MoreThanThree_TheStrongestAndLatestStand(string said, string[] actions) =>
        Assert.Equal(actions, HeuristicSummary.Of([Fred(said)]).NextActions);

    [Theory]
    [InlineData("You never had a next step: rest.")] // a request that is denied before it is made
    [InlineData("You call her when you can.")] // no deadline
    [InlineData("You sleep by Friday.")] // nothing to do
    [InlineData("So.")]
    public void Actions_OtherSentences_AreNone(string said) =>
        Assert.Equal([Generic, Generic, Generic], HeuristicSummary.Of([Fred(said)]).NextActions);

    [Theory]
    [InlineData("Call quality is bad.")]
    [InlineData("Offer acceptance has grown.")]
    [InlineData("Price matters will decide.")]
    [InlineData("Report was late.")]
    [InlineData("Call quality really is bad.", true)]
    [InlineData("Check that is done.", true)] // "that" is what is to be checked
    [InlineData("Ask who can help.", true)]
    [InlineData("ask WHO can help.", true)]
    public void Actions_AVerbThatIsANounHere_IsNone(string said, bool isAction = false) =>
        Assert.Equal(isAction, Imperative.Begins(said));

    [Theory]
    [InlineData("is are was were has had will would can could should must may might looks look seems sounds")]
    public void Imperative_BeforeAnAuxiliary_IsANoun(string auxiliaries)
    {
        Assert.All(auxiliaries.Split(' '), word => Assert.False(Imperative.Begins($"Report {word} late."), word));
        Assert.All(auxiliaries.Split(' '), word => Assert.False(Imperative.Begins($"Call quality {word} late."), word));
    }

    [Theory]
    [InlineData("a an any each every her him how if it one that the their them these this those what when where whether which who why your")]
    public void Imperative_BeforeItsObject_IsOneAlthoughAnAuxiliaryFollows(string objects) =>
        Assert.All(objects.Split(' '), word => Assert.True(Imperative.Begins($"Ask {word} is late."), word));

    [Theory]
    [InlineData(
        "add announce apply arrange ask block book build buy calculate call cancel change charge check choose close collect compare confirm "
        + "contact create cut decide define demo deploy describe do document draft drop email e-mail file find finish fix focus follow get "
        + "hire identify interview introduce invite kill launch list make map measure meet message offer outline pause pay phone pick ping "
        + "pitch plan post prepare present price print prioritise prioritize publish put raise reach read record reduce release remove renew "
        + "reply report research review rewrite run save schedule sell send set share ship show sign start stop submit survey talk tell test "
        + "track try turn update use validate visit walk write")]
    public void Imperative_BeginsWithAnyOfTheseVerbs(string verbs) =>
        Assert.All(verbs.Split(' '), verb => Assert.True(Imperative.Begins($"{verb} the new offer today."), verb));

    [Theory]
    [InlineData("Mr Mrs Ms Dr Prof St vs e.g i.e approx Fig Gen Sen Rep")]
    public void Sentences_DoNotEndAfterATitle(string titles) =>
        Assert.All(titles.Split(' '), title => Assert.Equal([$"Ask {title}. Chen."], Sentences.Of($"Ask {title}. Chen.")));

    [Theory]
    [InlineData("a.m p.m etc inc ltd co corp jr sr u.s u.k ph.d")]
    public void Sentences_EndAfterAnAbbreviationOnlyBeforeACapital(string abbreviations)
    {
        Assert.All(abbreviations.Split(' '), word => Assert.Equal([$"At {word}. we meet."], Sentences.Of($"At {word}. we meet.")));
        Assert.All(abbreviations.Split(' '), word => Assert.Equal([$"At {word}.", "We meet."], Sentences.Of($"At {word}. We meet.")));
    }

    [Theory]
    [InlineData("Ask (Dr. Chen). Go.", "Ask (Dr. Chen).|Go.")]
    [InlineData("\u201cMr. Smith\u201d left.", "\u201cMr. Smith\u201d left.")]
    [InlineData("Ask 'Dr. Chen' now.", "Ask 'Dr. Chen' now.")]
    [InlineData("Wait… What? Go.", "Wait…|What?|Go.")]
    [InlineData("He said (no.) Then \"go!\" «Oui.» Ok.", "He said (no.)|Then \"go!\"|«Oui.»|Ok.")]
    [InlineData("It is 5 p.m. 20 came.", "It is 5 p.m.|20 came.")]
    [InlineData("At 5 p.m.", "At 5 p.m.")]
    [InlineData("J. Smith and a. b.", "J. Smith and a.|b.")] // a small letter is no initial
    [InlineData("！？a", "！|？|a")]
    [InlineData("a\u2029b\nc", "a|b|c")]
    public void Sentences_AreSplitAsTheyAreSpoken(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Sentences.Of(text)));

    [Fact]
    public void Summary_QuotesThreeOfTheFoundersAndTwoOfTheAgentsSentences()
    {
        var text = HeuristicSummary.Of([Founder("One is here. Two is here. Three is here. Four is here."), Fred("Five is here. Six is here. Seven is here.")]).Text;

        Assert.Equal(3 + 2, text.Count(c => c is '“'));
    }

    [Fact]
    public void Summary_LongSentences_AreCut() =>
        Assert.Equal($"Only Fred spoke: “{new string('a', 109)}…”", HeuristicSummary.Of([Fred(new string('a', 111))]).Text);
}
