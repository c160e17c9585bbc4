using OrleansCalls.Grains.Search;

namespace OrleansCalls.Pure.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("pricing.", "'~pricing'")]
    [InlineData("  Pricing  page ", "'~Pricing' & '~page'")]
    [InlineData("\"price list\"", "('~price' <-> '~list')")]
    [InlineData("“price list”", "('~price' <-> '~list')")]
    [InlineData("\"price list ", "('~price' <-> '~list')")]
    [InlineData("price -list", "'~price' & !'~list'")]
    [InlineData("-\"price list\" -\"x\"", "!('~price' <-> '~list') & !'~x'")]
    [InlineData("coffee or tea OR milk ", "'~coffee' | '~tea' | '~milk'")]
    [InlineData("coffee cake or -tea -bag", "'~coffee' & '~cake' | !'~tea' & !'~bag'")]
    [InlineData("or coffee or ", "'~or' & '~coffee' & '~or'")]
    [InlineData("coffee or or tea ", "'~coffee' | '~or' & '~tea'")]
    [InlineData("coffee \"or\" tea ", "'~coffee' & '~or' & '~tea'")]
    [InlineData("follow-up ", "('~follow' <-> '~up')")]
    [InlineData("price - list ", "'~price' & '~list'")]
    [InlineData("--price", "!'~price'")]
    [InlineData("don't and/or a_b ", "('~don' <-> '~t') & ('~and' <-> '~or') & ('~a' <-> '~b')")]
    [InlineData("ana@x.org ", "('~ana' <-> '~x' <-> '~org')")]
    [InlineData("12:30 ", "('~12' <-> '~30')")]
    [InlineData("a~b ~c ", "('~a' <-> '~b') & '~c'")]
    [InlineData("<b>it</b>", "('~b' <-> '~it' <-> '~b')")]
    [InlineData("'; DROP TABLE x; --", "'~DROP' & '~TABLE' & '~x'")]
    [InlineData("(a | b) & !c:*", "'~a' & '~b' & '~c'")]
    [InlineData("天気", "'~天気'")]
    [InlineData("天気予報", "'~天気' & '~気予' & '~予報'")]
    [InlineData("天", "'~天'")]
    [InlineData("-天気予", "!('~天' <-> '~気' <-> '~予')")]
    [InlineData("GPTの本", "'~の本' & '~GPT'")]
    [InlineData("-GPTの本", "!('~の' <-> '~本') & !'~GPT'")]
    [InlineData("𠮷野家", "'~𠮷野' & '~野家'")]
    [InlineData("नमस्ते cafe\u0301 ", "'~नमस्ते' & '~cafe\u0301'")]
    [InlineData("नमस्ते। مرحبا، ❤️love 🎉party ", "'~नमस्ते' & '~مرحبا' & '~love' & '~party'")]
    public void ToQuery_AnyText_HasATildeBeforeEachWord(string text, string query) =>
        Assert.Equal(query, SearchText.Parse(text).ToQuery());

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("!?. - -- \"\" “” ~ %_ 👍")]
    public void IsEmpty_NoLetterNorDigit_IsTrue(string text)
    {
        Assert.True(SearchText.Parse(text).IsEmpty);
        Assert.Equal("", SearchText.Parse(text).ToQuery());
    }

    [Theory]
    [InlineData("pri", "'~pri':*")]
    [InlineData("price li", "'~price' & '~li':*")]
    [InlineData("\"price li", "('~price' <-> '~li':*)")]
    [InlineData("follow-u", "('~follow' <-> '~u':*)")]
    [InlineData("天気x", "'~天気' & '~x':*")]
    [InlineData("pri ", "'~pri'")]
    [InlineData("pri.", "'~pri'")]
    [InlineData("\"price li\"", "('~price' <-> '~li')")]
    [InlineData("price -li", "'~price' & !'~li'")] // what is to be without 'li' may have 'list'
    [InlineData("天気", "'~天気'")]
    public void ToQuery_NothingFollowsTheLastWord_ItMayGoOn(string text, string query) =>
        Assert.Equal(query, SearchText.Parse(text).ToQuery());

    [Fact]
    public void Phrases_Always_StandInBothOtherQueries()
    {
        var asked = SearchText.Parse("a \"B c\" or -\"d e\" -f 天気 follow-u");

        Assert.Equal([" B c ", " d e ", " follow u"], asked.Phrases());
        Assert.Equal("'~a' & ('~B' & '~c') | '~/' & !'~f' & '~天気' & ('~follow' & '~u':*)", asked.ToWordsQuery());
        Assert.Equal("'~a' & '~/phrase/1' | !'~/phrase/2' & !'~f' & '~天気' & '~/phrase/3'", asked.ToPhrasesQuery());
        Assert.Empty(SearchText.Parse("a or -b 天気予報").Phrases());
    }

    [Fact]
    public void Words_Always_AreThoseToBeFound() =>
        Assert.Equal(["a", "b", "c", "e"], SearchText.Parse("a \"b c\" -d or e").Words.Select(word => word.Text));
}
