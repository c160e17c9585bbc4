using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Summaries;

public class ExcerptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  one \n\t two  ", "one two")]
    [InlineData("one two ten", "one two ten")] // as long as may be
    [InlineData("one two  ten ", "one two ten")]
    [InlineData("one two tens", "one two…")]
    [InlineData("one two, tens", "one two…")]
    [InlineData("one two;: tens", "one two…")]
    [InlineData("seven elevens", "seven elev…")] // the only gap is too early to cut there
    [InlineData("elevenwords", "elevenwords")]
    [InlineData("twelve-words", "twelve-wor…")]
    [InlineData("sixsix sixsixsix", "sixsix…")]
    [InlineData("123456789👍👍", "123456789…")] // a pair of surrogates stays whole
    [InlineData("12345678👍👍", "12345678👍…")]
    public void Of_Text_IsCutToElevenCharacters(string text, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(text, 11));

    [Theory]
    [InlineData("", "")]
    [InlineData("call her", "Call her")]
    [InlineData("  élan", "Élan")]
    [InlineData("Call her", "Call her")]
    public void Quote_BeginsWithACapital(string words, string quote) => Assert.Equal(quote, Quote.Of(words, line: 0).Text);

    [Fact]
    public void Quote_IsAtMostTwoHundredCharacters()
    {
        Assert.Equal(new string('A', 200), Quote.Of(new string('A', 200), line: 0).Text);
        Assert.Equal(new string('A', 199) + "…", Quote.Of(new string('A', 201), line: 0).Text);
    }
}
