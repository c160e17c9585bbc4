using System.Net;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using static OrleansCalls.Http.Tests.Transcripts.Lines;

namespace OrleansCalls.Http.Tests.Front;

public sealed class RecordingLinkTests : IAsyncLifetime
{
    private const string Path = "/api/calls/ana_fred-call_1/recording";
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await FrontHost.StartAsync();
        var call = _front.Grains.Call("ana_fred-call_1").Existing("ana", CallStatus.Completed);
        RecordingSegment[] segments =
        [
            Segment("k1", RecordingState.Ready) with { StartedAt = At(10), EndedAt = At(20), DurationSeconds = 10, SizeBytes = 100 },
            Segment("k2", RecordingState.Failed) with { StartedAt = At(21), Reason = "boom" },
            Segment("k3", RecordingState.Ready) with { StartedAt = At(40.5), DurationSeconds = 5, SizeBytes = 50 },
        ];
        call.Set(c => c with
        {
            Recording = new RecordingSnapshot { State = RecordingState.Ready, SizeBytes = 150, DurationSeconds = 15, Coverage = 0.6, Segments = segments },
        });
        call.Links = [.. segments.Where(s => s.State is RecordingState.Ready).Select(s => new RecordingLink
        {
            Url = $"https://s3.test/{s.Key}?X-Amz-Signature=1",
            ExpiresAt = At(900),
            ContentType = "audio/ogg",
            Segment = s,
        })];
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task Recording_OfSeveralSegments_ListsThemWithTheirOffsets()
    {
        var answer = await _front.GetAsync(Path).JsonAsync();

        Assert.Equal("https://s3.test/k1?X-Amz-Signature=1", answer["url"]!.GetValue<string>());
        Assert.Equal((150, 15.0, 0.6), (answer["sizeBytes"]!.GetValue<long>(), answer["durationSeconds"]!.GetValue<double>(), answer["coverage"]!.GetValue<double>()));
        Assert.Equal(
            [(1, 0, "https://s3.test/k1?X-Amz-Signature=1"), (2, 30.5, "https://s3.test/k3?X-Amz-Signature=1")],
            answer["segments"]!.AsArray().Select(s => (s!["number"]!.GetValue<int>(), s["offsetSeconds"]!.GetValue<double>(), s["url"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Call_ListsEverySegment_AndNumbersThoseThatCanBePlayed()
    {
        var call = await _front.GetAsync("/api/calls/ana_fred-call_1").JsonAsync();

        Assert.Equal(
            [(1, 0), (null, null), (2, 30.5)],
            call["recording"]!["segments"]!.AsArray().Select(s => ((int?)s!["number"], (double?)s["offsetSeconds"])));
        Assert.All(call["recording"]!["segments"]!.AsArray(), s => Assert.Null(s!["url"]));
    }

    [Theory]
    [InlineData("redirect=true", "k1")]
    [InlineData("redirect=true&segment=1", "k1")]
    [InlineData("redirect=true&segment=2", "k3")]
    public async Task Redirect_LeadsToTheSegment(string query, string key)
    {
        using var answer = await _front.GetAsync($"{Path}?{query}");

        Assert.Equal((HttpStatusCode.Redirect, $"/{key}"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal($"https://s3.test/{key}?X-Amz-Signature=1", (await _front.GetAsync($"{Path}?{query.Replace("true", "false", StringComparison.Ordinal)}").JsonAsync())["url"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("redirect=perhaps", "redirect")]
    [InlineData("redirect=", "redirect")]
    [InlineData("redirect=true&redirect=true", "redirect")]
    [InlineData("segment=0", "segment")]
    [InlineData("segment=-1", "segment")]
    [InlineData("segment=one", "segment")]
    [InlineData("redirect=true&segment=", "segment")]
    public async Task Recording_WithABadParameter_Is400NamingIt(string query, string parameter)
    {
        var answer = await _front.GetAsync($"{Path}?{query}").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(parameter, Assert.Single(answer["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Segment_ThatThereIsNot_Is404SayingHowManyThereAre()
    {
        var answer = await _front.GetAsync($"{Path}?segment=3&redirect=true").JsonAsync(HttpStatusCode.NotFound);

        Assert.Equal("The recording has 2 segments", answer["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Subtitles_OfASegment_FitItsFile()
    {
        _front.Grains.Queries.Lines = [Heard(11, 12, "In the first."), Heard(30, 31, "In the gap."), Heard(40, 42, "In both, partly."), Heard(43, 44, "In the last.")];

        Assert.Equal(
            "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\n<v Founder>In both, partly.\n\n2\n00:00:02.500 --> 00:00:03.500\n<v Founder>In the last.\n",
            await TextAsync("format=vtt&segment=2"));
        Assert.Equal(
            ["00:00:01,000 --> 00:00:02,000", "00:00:20,000 --> 00:00:21,000", "00:00:30,000 --> 00:00:32,000", "00:00:33,000 --> 00:00:34,000"],
            (await TextAsync("format=srt")).Split("\r\n").Where(l => l.Contains("-->", StringComparison.Ordinal)));
    }

    private async Task<string> TextAsync(string query)
    {
        using var answer = await _front.GetAsync($"/api/calls/ana_fred-call_1/transcript?{query}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static RecordingSegment Segment(string key, RecordingState state) => new() { Key = key, State = state };
}
