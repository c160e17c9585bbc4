using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Summaries;

public class TellingSentencesTests
{
    [Fact]
    public void Of_ManySentences_TheFirstAndTheMostTellingStandInTheOrderSaid() =>
        Assert.Equal(
            ["Nice weather over here.", "Churn comes from pricing.", "Pricing drives our churn."],
            TellingSentences.Of(
                ["Nice weather over here.", "Churn comes from pricing.", "My dog sleeps downstairs.", "Pricing drives our churn."], 3));

    [Fact]
    public void Of_SaidTwice_StandsOnce() =>
        Assert.Equal(["We lose customers.", "They go elsewhere."], TellingSentences.Of(["We lose customers.", "we LOSE customers!", "They go elsewhere."], 3));

    [Fact]
    public void Of_FewWords_GiveWayToWholeSentences()
    {
        Assert.Equal(["We lose customers."], TellingSentences.Of(["Hi there.", "We lose customers."], 3));
        Assert.Equal(["Hi there."], TellingSentences.Of(["Hi there."], 3)); // unless there is nothing else
    }

    [Fact]
    public void Of_WordOftenInOneSentence_CountsOnce() =>
        Assert.Equal(
            ["One two three.", "Sales grow slowly.", "Slowly sales recover."],
            TellingSentences.Of(["One two three.", "Bye bye bye bye bye bye.", "Sales grow slowly.", "Slowly sales recover."], 3));

    [Fact]
    public void Of_EverydayAndShortWords_TellNothing() =>
        Assert.Equal(
            ["Good morning Fred, hello.", "Revenue fell sharply."],
            TellingSentences.Of(
                ["Good morning Fred, hello.", "That is what they were about.", "This is what they would want.", "It is up to me, it is.", "Is it up to me?", "Revenue fell sharply."], 2));

    [Fact]
    public void Of_WordsOfThreeLetters_Tell() =>
        Assert.Equal(["Anna begins here.", "Our CRM broke.", "The CRM again."], TellingSentences.Of(["Anna begins here.", "It matters to me.", "Our CRM broke.", "The CRM again."], 3));

    [Theory]
    [InlineData(
        "about also and are because been but can could did does dont for from going good had has have hello her here him his how its just know "
        + "like lot mean more much not now okay our really right she some than thank thanks that thats the their them then there they things "
        + "think this too very want was well were what when which who why will with would yeah yes you your")]
    public void Of_EverydayWordsRepeated_DoNotMakeASentenceTelling(string words) =>
        Assert.All(words.Split(' '), word => Assert.Equal(
            ["Anna begins first.", "Kappa lambda sigma."],
            TellingSentences.Of(["Anna begins first.", $"Alpha beta {word}.", $"{word} gamma delta.", "Kappa lambda sigma."], 2)));
}
