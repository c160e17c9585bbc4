using System.Net;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Http.Tests.Front;

public sealed class TranscriptFormatTests : IAsyncLifetime
{
    private const string Room = "auth0|ana:x@y_fred-call_1";
    private const string Path = "/api/calls/auth0%7Cana:x@y_fred-call_1/transcript";
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await FrontHost.StartAsync();
        _front.Grains.Call(Room).Existing("ana", CallStatus.Completed);
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData("?format=vtt", null, "text/vtt", "vtt", "WEBVTT\n\n1\n00:00:00.000 --> 00:00:00.700\n<v Fred>Hello\n\n2\n00:00:00.700 --> 00:00:01.220\n<v Founder>Hi\n")]
    [InlineData("?format=srt", null, "application/x-subrip", "srt", "1\r\n00:00:00,000 --> 00:00:00,700\r\nFred: Hello\r\n\r\n2\r\n00:00:00,700 --> 00:00:01,220\r\nFounder: Hi\r\n")]
    [InlineData("?format=txt", null, "text/plain", "txt", "Fred: Hello\nFounder: Hi\n")]
    [InlineData("", "text/plain", "text/plain", "txt", "Fred: Hello\nFounder: Hi\n")]
    [InlineData("?format=txt", "text/vtt", "text/plain", "txt", "Fred: Hello\nFounder: Hi\n")]
    public async Task Transcript_AsAFile_HasItsTypeAndAName(string query, string? accept, string type, string extension, string content)
    {
        using var answer = await _front.GetAsync(Path + query, "ana", accept is null ? [] : [("Accept", accept)]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"{type}; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            $"attachment; filename=\"auth0_ana_x@y_fred-call_1.{extension}\"; filename*=UTF-8''auth0_ana_x%40y_fred-call_1.{extension}",
            answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(["Accept"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?format=json", "text/vtt")]
    [InlineData("", "image/png")]
    public async Task Transcript_AsJson_IsTheDefault(string query, string? accept)
    {
        var answer = await _front.GetAsync(Path + query, "ana", accept is null ? [] : [("Accept", accept)]).JsonAsync();

        Assert.Equal(["Hello", "Hi"], answer["lines"]!.AsArray().Select(l => l!["text"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("vtt", "WEBVTT\n")]
    [InlineData("srt", "")]
    [InlineData("txt", "")]
    public async Task Transcript_OfNothing_IsAnEmptyFile(string format, string content)
    {
        _front.Grains.Queries.Lines = [];

        using var answer = await _front.GetAsync($"{Path}?format={format}");

        Assert.Equal((HttpStatusCode.OK, content), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("format=pdf", "format")]
    [InlineData("format=", "format")]
    [InlineData("format=VTT", "format")]
    [InlineData("format=vtt&format=srt", "format")]
    [InlineData("format=vtt&segment=0", "segment")]
    [InlineData("format=vtt&segment=x", "segment")]
    [InlineData("format=vtt&segment=1.5", "segment")]
    [InlineData("format=vtt&segment=99999999999", "segment")]
    [InlineData("format=txt&segment=1", "segment")]
    [InlineData("segment=1", "segment")]
    public async Task Transcript_InAFormThatThereIsNot_Is400NamingTheParameter(string query, string parameter)
    {
        var answer = await _front.GetAsync($"{Path}?{query}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.NotEmpty(answer["errors"]![parameter]!.AsArray());
    }

    [Fact]
    public async Task Transcript_OfASegmentThatThereIsNot_Is404()
    {
        var answer = await _front.GetAsync($"{Path}?format=vtt&segment=1").JsonAsync(HttpStatusCode.NotFound);

        Assert.Equal("No segment of the recording is ready", answer["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Transcript_OfAnotherUser_Is404InEveryForm()
    {
        foreach (var format in new[] { "json", "txt", "vtt", "srt" })
            Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync($"{Path}?format={format}", "bea").StatusAsync());
    }

    [Fact]
    public async Task Description_NamesEveryFormAndParameter()
    {
        var get = (await _front.GetAsync("/openapi/v1.json", null).JsonAsync())["paths"]!["/api/calls/{room}/transcript"]!["get"]!;

        Assert.Equal(
            ["application/json", "application/x-subrip", "text/plain", "text/vtt"],
            get["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.EndsWith("/TranscriptResponse", get["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["room", "format", "segment"], get["parameters"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Transcript_OfManyLongLines_IsAnswered()
    {
        _front.Grains.Queries.Lines = [.. Enumerable.Range(0, 3000).Select(n => new TranscriptLine { Speaker = Speaker.User, Text = new string('<', 1500) })];

        foreach (var format in new[] { "txt", "vtt", "srt" })
            Assert.Equal(HttpStatusCode.OK, await _front.GetAsync($"{Path}?format={format}").StatusAsync());
    }
}
