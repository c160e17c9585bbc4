using Microsoft.Net.Http.Headers;
using OrleansCalls.WebFront.Transcripts;

namespace OrleansCalls.Http.Tests.Transcripts;

public sealed class TranscriptFormatsTests
{
    [Theory]
    [InlineData("", "json")]
    [InlineData("*/*", "json")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json")]
    [InlineData("image/png", "json")]
    [InlineData("text/vtt", "vtt")]
    [InlineData("TEXT/VTT;charset=UTF-8", "vtt")]
    [InlineData("application/x-subrip", "srt")]
    [InlineData("text/plain", "txt")]
    [InlineData("text/*", "txt")]
    [InlineData("application/*", "json")]
    [InlineData("application/json, text/vtt", "json")]
    [InlineData("application/json;q=0.5, text/vtt;q=0.9, text/plain;q=0.8", "vtt")]
    [InlineData("*/*;q=0.1, application/x-subrip", "srt")]
    [InlineData("text/plain;q=0, text/*", "vtt")]
    [InlineData("application/json;q=0, */*", "txt")]
    public void Accept_IsHonoured(string accept, string format)
    {
        var ranges = accept.Length is 0 ? [] : MediaTypeHeaderValue.ParseList([accept]);

        Assert.Equal(format, TranscriptFormats.Negotiate(ranges).Name());
    }
}
