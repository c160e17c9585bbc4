using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Summaries;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("It grew 3.5 percent. Good.", "It grew 3.5 percent.|Good.")]
    [InlineData("Ask Dr. Chen. Or J. Smith.", "Ask Dr. Chen.|Or J. Smith.")]
    [InlineData("Meet at 5 p.m. on Monday.", "Meet at 5 p.m. on Monday.")]
    [InlineData("Meet at 5 p.m. Then call.", "Meet at 5 p.m.|Then call.")]
    [InlineData("call her. ask why.", "call her.|ask why.")]
    [InlineData("She said \u201cno.\u201d Then she left... Why?!", "She said \u201cno.\u201d|Then she left...|Why?!")]
    [InlineData("See example.com for more.", "See example.com for more.")]
    [InlineData("行きます。いいえ！", "行きます。|いいえ！")]
    [InlineData("one\r\ntwo\u2028three", "one|two|three")]
    [InlineData("So did I. Good.", "So did I.|Good.")]
    [InlineData(" \n ", "")]
    public void Of_Text_IsSplit(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Sentences.Of(text)));
}
