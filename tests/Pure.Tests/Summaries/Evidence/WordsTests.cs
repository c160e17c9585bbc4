using System.Globalization;
using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

/// <summary>How texts are taken apart for comparing.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("Call her, José!", "CALL HER JOSE")]
    [InlineData("l'offre, don't", "L OFFRE DON T")]
    [InlineData("e-mail", "E MAIL")]
    [InlineData("सूची बनाकर", "सूची बनाकर")] // marks belong to their letter
    [InlineData("今天打电话。好", "<今天打电话> <好>")]
    [InlineData("고객에게 전화", "<고객에게> <전화>")]
    [InlineData("50k und 3pm", "50 K UND 3 PM")]
    [InlineData("ＡＢＣ ２０", "ABC 20")] // full width
    [InlineData("١٢ يوم", "12 يوم")]
    [InlineData("👍 \ud83d …", "")]
    public void Tokens_OfText_AreItsWordsNumbersAndRuns(string text, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', Tokens.Of(text).Select(token => token switch
        {
            Token.Word word => word.Form,
            Token.Run run => $"<{run.Form}>",
            Token.Number number => number.Value?.ToString(CultureInfo.InvariantCulture) ?? "?",
            _ => "",
        })));

    [Theory]
    [InlineData("Ask Maria", "MARIA")]
    [InlineData("Maria asks. Then Ben: Call “Cem” (Dora) …", "BEN")]
    [InlineData("iPhone", "")]
    [InlineData("打电话 Anna", "ANNA")]
    [InlineData("3 Anna", "ANNA")]
    [InlineData("so. “Anna asks", "")] // a sentence opens once
    [InlineData("спроси Анну", "АННУ")]
    public void Tokens_WithACapitalWithinASentence_MayBeNames(string text, string names) =>
        Assert.Equal(names, string.Join(' ', Tokens.Of(text).OfType<Token.Word>().Where(word => word.MayBeName).Select(word => word.Form)));

    [Theory]
    [InlineData("1200", 1200)]
    [InlineData("1,200", 1200)]
    [InlineData("1.200", 1200)]
    [InlineData("1 200 000", 1200000)]
    [InlineData("1'200", 1200)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("3.5", 3.5)]
    [InlineData("3,25", 3.25)]
    [InlineData("007", 7)]
    [InlineData("٣٫٥", 3.5)]
    [InlineData("𝟏𝟐", 12)] // each of two code units
    public void Digits_OfANumber_AreItsValue(string text, double value) => Assert.Equal(value, Assert.IsType<Token.Number>(Assert.Single(Tokens.Of(text))).Value);

    [Theory]
    [InlineData("1 234", "1234")]
    [InlineData("1 234 5", "1234 5")]
    [InlineData("1 23", "1 23")]
    [InlineData("1 2345", "1 2345")]
    public void Digits_ASpaceWithin_SetsThousandsApartOnly(string text, string values) =>
        Assert.Equal(values, string.Join(' ', Tokens.Of(text).OfType<Token.Number>().Select(number => number.Value)));

    [Theory]
    [InlineData("10:30", "10 30")]
    [InlineData("24.12.2026", "24 12 2026")]
    [InlineData("3.5", "3 5")]
    [InlineData("1,200", "")]
    public void Digits_OfTimesAndDates_AreSaidOneByOne(string text, string parts) =>
        Assert.Equal(parts, string.Join(' ', Assert.IsType<Token.Number>(Assert.Single(Tokens.Of(text))).Parts));

    [Theory]
    [InlineData("call", "called", true)]
    [InlineData("hiring", "hire", true)]
    [InlineData("decision", "decide", true)]
    [InlineData("llamar", "llame", true)]
    [InlineData("anrufen", "rufen", true)]
    [InlineData("Preiserhöhung", "erhöhen", true)]
    [InlineData("müşteriyi", "müşterinin", true)]
    [InlineData("task", "tasking", true)]
    [InlineData("recall", "call", true)]
    [InlineData("anrufab", "rufazzz", false)] // not two thirds of it
    [InlineData("contract", "contact", false)]
    [InlineData("action", "question", false)]
    [InlineData("förskott", "för", false)]
    [InlineData("ask", "task", false)]
    [InlineData("is", "isle", false)]
    public void Word_InAnotherForm_IsTheSame(string one, string other, bool same)
    {
        Assert.Equal(same, Index(one).Has(Form(other)));
        Assert.Equal(same, Index(other).Has(Form(one)));
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Word_VeryLong_IsTheSameOnlyAsItIs(int letters, bool inAnotherForm)
    {
        var word = string.Concat(Enumerable.Range(0, letters).Select(at => (char)('A' + (at % 26))));

        Assert.True(Index(word).Has(word));
        Assert.Equal(inAnotherForm, Index(word).Has(word[..^1]));
        Assert.Equal(inAnotherForm, Index(word[..^1]).Has(word));
    }

    [Fact]
    public void Words_OfHours_AreBounded()
    {
        var index = new WordIndex();
        for (var n = 0; n <= 20_000; n++)
        {
            index.Add($"{n:D5}");
        }

        Assert.Equal((true, false), (index.HasAsItIs("19999"), index.HasAsItIs("20000")));
    }

    [Fact]
    public void NumberWord_IsNotTheBeginningOfAnother()
    {
        var said = new SaidText("sixty");

        Assert.False(said.Has(new Token.Word("SIX", MayBeName: false)));
        Assert.True(said.Has(new Token.Word("SIXTY", MayBeName: false)));
        Assert.True(new SaidText("6").Has(new Token.Word("SIX", MayBeName: false)));
    }

    private static WordIndex Index(string word)
    {
        var index = new WordIndex();
        index.Add(Form(word));
        return index;
    }

    private static string Form(string word) => Assert.IsType<Token.Word>(Assert.Single(Tokens.Of(word))).Form;
}
