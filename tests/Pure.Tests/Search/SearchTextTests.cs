using OrleansCalls.Grains.Search;

namespace OrleansCalls.Pure.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("pricing", "~pricing")]
    [InlineData("  Pricing  page ", "~Pricing ~page")]
    [InlineData("\"price list\"", "\"~price ~list\"")]
    [InlineData("“price list”", "\"~price ~list\"")]
    [InlineData("\"price list", "\"~price ~list\"")]
    [InlineData("price -list", "~price -~list")]
    [InlineData("-\"price list\" -\"x\"", "-\"~price ~list\" -~x")]
    [InlineData("coffee or tea OR milk", "~coffee or ~tea or ~milk")]
    [InlineData("or coffee or", "~or ~coffee ~or")]
    [InlineData("coffee or or tea", "~coffee or ~or ~tea")]
    [InlineData("coffee \"or\" tea", "~coffee ~or ~tea")]
    [InlineData("follow-up", "\"~follow ~up\"")]
    [InlineData("price - list", "~price ~list")]
    [InlineData("--price", "-~price")]
    [InlineData("don't and/or a_b", "\"~don ~t\" \"~and ~or\" \"~a ~b\"")]
    [InlineData("ana@x.org", "\"~ana ~x ~org\"")]
    [InlineData("12:30", "\"~12 ~30\"")]
    [InlineData("a~b ~c", "\"~a ~b\" ~c")]
    [InlineData("<b>it</b>", "\"~b ~it ~b\"")]
    [InlineData("'; DROP TABLE x; --", "~DROP ~TABLE ~x")]
    [InlineData("(a | b) & !c:*", "~a ~b ~c")]
    [InlineData("天気", "~天気")]
    [InlineData("天気予報", "~天気 ~気予 ~予報")]
    [InlineData("天", "~天")]
    [InlineData("-天気予", "-\"~天 ~気 ~予\"")]
    [InlineData("GPTの本", "~の本 ~GPT")]
    [InlineData("𠮷野家", "~𠮷野 ~野家")]
    [InlineData("नमस्ते cafe\u0301", "~नमस्ते ~cafe\u0301")]
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
    [InlineData("pri", true)]
    [InlineData("price li", true)]
    [InlineData("\"price li", true)]
    [InlineData("follow-u", true)]
    [InlineData("pri ", false)]
    [InlineData("pri.", false)]
    [InlineData("\"price li\"", false)]
    [InlineData("price -li", false)] // what is to be without 'li' may have 'list'
    [InlineData("天気", false)]
    [InlineData("", false)]
    public void Unfinished_NothingFollowsTheLastWord_IsTrue(string text, bool unfinished) =>
        Assert.Equal(unfinished, SearchText.Parse(text).Unfinished);

    [Fact]
    public void Words_Always_AreThoseToBeFound() =>
        Assert.Equal(["a", "b", "c", "e"], SearchText.Parse("a \"b c\" -d or e").Words.Select(word => word.Text));
}
