using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Transcripts;

public class SpokenTextTests
{
    [Theory]
    [InlineData("  Hello,   World!  ", "HELLO WORLD")]
    [InlineData("don't", "DONT")]
    [InlineData("don\u2018t don\u2019t don\u02BCt", "DONT DONT DONT")]
    [InlineData("- hello", "HELLO")]
    [InlineData("hello -", "HELLO")]
    [InlineData("e-mail", "E MAIL")]
    [InlineData("a\u200bb", "AB")] // nobody sees a zero-width space
    [InlineData("Ångström, déjà vu, žluťoučký", "ANGSTROM DEJA VU ZLUTOUCKY")]
    [InlineData("Àÿ", "AY")] // the table's first accents
    [InlineData("Āž", "AZ")]
    [InlineData("Æ × ÷ ø", "Æ × ÷ Ø")] // no accented letters
    [InlineData("cafe\u0300 cafe\u036F", "CAFE CAFE")]
    [InlineData("Straße STRAẞE", "STRASSE STRASSE")]
    [InlineData("ﬀ ﬁ ﬂ", "FF FI FL")]
    [InlineData("！ ０ ～", "0 ~")]
    [InlineData("?!", "?!")] // where there is nothing else, punctuation tells
    [InlineData("?\u00A0 !", "? !")]
    [InlineData("'", "'")]
    [InlineData("", "")]
    [InlineData(" \u200b ", "")]
    public void Comparable_IsWhatIsHeard(string text, string form) => Assert.Equal(form, SpokenText.Comparable(text));
}
