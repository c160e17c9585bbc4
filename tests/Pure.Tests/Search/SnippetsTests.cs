using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Search;

namespace OrleansCalls.Pure.Tests.Search;

public sealed class SnippetsTests
{
    private static readonly string Filler = string.Concat(Enumerable.Repeat("nothing of note was said ", 40));

    [Theory]
    [InlineData("price", "The PRICE is right", "The [PRICE] is right")]
    [InlineData("pri", "prices, priority; a pri", "[prices], [priority]; a [pri]")]
    [InlineData("pri ", "prices and a pri", "prices and a [pri]")]
    [InlineData("price", "enterprise", null)]
    [InlineData("price list", "a list. And a price", "a [list]. And a [price]")]
    [InlineData("price -list", "a price, a list", "a [price], a list")]
    [InlineData("-list", "a price", null)]
    [InlineData("this or that", "that or the other", "[that] or the other")]
    [InlineData("<b>", "x <b>bold</b>", "x <[b]>bold</[b]>")]
    [InlineData("天気", "今日は天気がいい、天気。", "今日は[天気]がいい、[天気]。")]
    [InlineData("line", "one line\nof\r\ntwo\tlines", "one [line] of  two [lines]")]
    public void Of_ShortText_IsItAllWithItsHits(string asked, string text, string? expected)
    {
        Assert.Equal(expected, Marked(Snippets.Of(SearchText.Parse(asked), null, text)));
        Assert.Equal(expected, Marked(Snippets.Of(SearchText.Parse(asked), text, null)));
    }

    [Fact]
    public void Of_LongText_IsThePlaceWithMostOfTheWordsCutAtSpaces()
    {
        var snippet = Snippets.Of(SearchText.Parse("price list now"), null, $"{Filler} the price {Filler} the list, now: {Filler} now {Filler}");

        Assert.Equal(["list", "now"], Slices(snippet!));
        Assert.Matches("^…(nothing|of|note|was|said) .* said {2}the list, now: nothing .* (nothing|of|note|was|said)…$", snippet!.Text);
        Assert.InRange(snippet.Text.Length, 100, 202);
    }

    [Fact]
    public void Of_APhrase_IsThePlaceWhereItIsSaid()
    {
        var snippet = Snippets.Of(SearchText.Parse("\"price list\""), "A list with a price.", $"the price of a list {Filler} our price list, {Filler} a list, price list too")!;

        Assert.Contains("our price list,", snippet.Text, StringComparison.Ordinal);
        Assert.Equal(["price", "list"], Slices(snippet));
    }

    [Fact]
    public void Of_WordsInBoth_IsTheTranscriptsUnlessTheSummaryHasMore()
    {
        Assert.Equal(SnippetSource.Transcript, Snippets.Of(SearchText.Parse("price list"), "a price", "the list")!.Source);
        Assert.Equal(SnippetSource.Summary, Snippets.Of(SearchText.Parse("price list"), "a price list", "the list")!.Source);
    }

    [Fact]
    public void Of_NoTexts_IsNull() => Assert.Null(Snippets.Of(SearchText.Parse("price"), null, null));

    [Fact]
    public void Of_OneEndlessWord_IsCutWithinIt()
    {
        var snippet = Snippets.Of(SearchText.Parse("x"), null, new string('x', 9000))!;

        Assert.Equal(new string('x', 200) + "…", snippet.Text);
        Assert.Equal([new SnippetHit(0, 200)], snippet.Hits);
    }

    [Fact]
    public void Of_TextOfSurrogatePairs_CutsNone()
    {
        foreach (var before in Enumerable.Range(0, 4))
        {
            var text = string.Concat(Enumerable.Repeat("𠮷", 100)) + new string('x', before) + "天気" + string.Concat(Enumerable.Repeat("𠮷", 300));

            var snippet = Snippets.Of(SearchText.Parse("天気"), null, text)!;

            Assert.DoesNotContain('\ufffd', string.Concat(snippet.Text.EnumerateRunes()));
            Assert.Equal("天気", Slices(snippet).Single());
        }
    }

    [Property(MaxTest = 300)]
    public void Of_AnyTexts_IsBoundedAndItsHitsAreWordsAskedFor(string? summary, string? transcript, ushort[] at)
    {
        var words = "price list now tea é 天気 naïve".Split(' ');
        var text = string.Join(summary is { Length: > 0 } ? summary : " ", at.Select(n => n % 3 == 0 ? words[n % words.Length] : "word")) + transcript;
        var asked = SearchText.Parse(words[at.Length % words.Length] + " price");

        if (Snippets.Of(asked, summary, text) is not { } snippet)
            return;

        Assert.InRange(snippet.Text.Length, 1, 202);
        Assert.NotEmpty(snippet.Hits);
        Assert.DoesNotContain(snippet.Text, char.IsControl);
        Assert.All(snippet.Hits.Zip(snippet.Hits.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
        Assert.All(Slices(snippet), slice => Assert.Contains(asked.Words, word => slice.StartsWith(word.Text, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Slices(CallSnippet snippet) => snippet.Hits.Select(hit => snippet.Text.Substring(hit.Start, hit.Length));

    private static string? Marked(CallSnippet? snippet) => snippet?.Hits.Reverse().Aggregate(
        snippet.Text, (text, hit) => text.Insert(hit.Start + hit.Length, "]").Insert(hit.Start, "["));
}
