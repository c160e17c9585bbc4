using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>A call whose recorder was lost and went on in another, read and heard afterwards.</summary>
public sealed class ReadAndHearTests(StackFixture shared, NodeScripts examiner) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task Call_WithARestartedRecorder_IsHeardInSegmentsAndReadWithTheirTimes()
    {
        var started = await _stack.PostAsync("/api/calls").JsonAsync(HttpStatusCode.Created);
        var room = started["room"]!.GetValue<string>();
        await JoinAndSpeakAsync(room, started["join"]!["token"]!.GetValue<string>());
        var first = (await ActiveAsync(room, segments: 1))["recording"]!["segments"]![0]!;
        await SayAsync(room, "1", "Is 1 < 2 & 2 --> 3?\r\n\r\nFred: no.", Time(first["startedAt"]!).AddSeconds(0.5));
        await PassAsync(1.5);
        (await _stack.InSandboxAsync(
            HttpMethod.Post, $"/egresses/{first["egressId"]!.GetValue<string>()}/faults", new JsonObject { ["kind"] = "limitReached" })).EnsureSuccessStatusCode();
        var second = (await ActiveAsync(room, segments: 2))["recording"]!["segments"]![1]!;
        await SayAsync(room, "2", "We go on.", Time(second["startedAt"]!).AddSeconds(0.25));
        await PassAsync(1.5);
        await _stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await _stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved" && p["recording"]!["state"]!.GetValue<string>() is "ready");

        var recording = await _stack.GetAsync($"/api/calls/{room}/recording").JsonAsync();
        var segments = recording["segments"]!.AsArray();
        Assert.Equal([1, 2], segments.Select(s => s!["number"]!.GetValue<int>()));
        var offset = (Time(segments[1]!["startedAt"]!) - Time(segments[0]!["startedAt"]!)).TotalSeconds;
        Assert.Equal([0, offset], segments.Select(s => s!["offsetSeconds"]!.GetValue<double>()));
        Assert.True(offset > segments[0]!["durationSeconds"]!.GetValue<double>());
        Assert.Equal(recording["sizeBytes"]!.GetValue<long>(), segments.Sum(s => s!["sizeBytes"]!.GetValue<long>()));
        Assert.Equal(recording["durationSeconds"]!.GetValue<double>(), segments.Sum(s => s!["durationSeconds"]!.GetValue<double>()), 6);
        Assert.InRange(recording["coverage"]!.GetValue<double>(), 0.1, 1);
        for (var number = 1; number <= 2; number++)
            await CheckBytesAsync(room, number, segments[number - 1]!["sizeBytes"]!.GetValue<long>());

        var whole = await CuesAsync(room, "vtt", "");
        Assert.Equal(["Founder 500: Is 1 < 2 & 2 --> 3? Fred: no.", Inv($"Founder {Math.Round((offset + 0.25) * 1000)}: We go on.")], whole);
        Assert.Equal(["Founder 250: We go on."], await CuesAsync(room, "vtt", "&segment=2"));
        Assert.Equal(["Founder 250: We go on."], await CuesAsync(room, "srt", "&segment=2"));
        Assert.Equal(whole, (await CuesAsync(room, "srt", "")).Select(c => c.Replace("\u2060", "", StringComparison.Ordinal)));
    }

    // By the link that a player gets, from the S3 server itself.
    private async Task CheckBytesAsync(string room, int number, long size)
    {
        using var redirect = await _stack.GetAsync($"/api/calls/{room}/recording?redirect=true&segment={number}");
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        using var http = new HttpClient(new SocketsHttpHandler());
        var all = await http.GetByteArrayAsync(redirect.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal((size, "OggS"), (all.LongLength, System.Text.Encoding.ASCII.GetString(all[..4])));
        foreach (var (range, from, to) in new[] { ("bytes=0-3", 0, 4), ("bytes=100-299", 100, 300), ("bytes=-50", all.Length - 50, all.Length), ($"bytes={all.Length - 1}-", all.Length - 1, all.Length) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, redirect.Headers.Location);
            request.Headers.TryAddWithoutValidation("Range", range);
            using var part = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.PartialContent, "audio/ogg"), (part.StatusCode, part.Content.Headers.ContentType!.MediaType));
            Assert.Equal($"bytes {from}-{to - 1}/{all.Length}", part.Content.Headers.ContentRange!.ToString());
            Assert.Equal(all[from..to], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    private async Task<string[]> CuesAsync(string room, string format, string query)
    {
        using var answer = await _stack.GetAsync($"/api/calls/{room}/transcript?format={format}{query}");
        var content = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var read = JsonNode.Parse(await examiner.RunAsync(
            "subtitles.mjs", new Dictionary<string, string>(), JsonSerializer.Serialize(new[] { new { format, content } })))![0]!;
        Assert.Empty(read["errors"]!.AsArray());
        return [.. read["cues"]!.AsArray().Select(c => Inv($"{c!["speaker"]} {c["start"]}: {c["text"]}"))];
    }

    private async Task JoinAndSpeakAsync(string room, string token)
    {
        var founder = await _stack.InSandboxAsync(
            HttpMethod.Post, "/participants", new JsonObject { ["token"] = token, ["publishAudio"] = true }).JsonAsync(HttpStatusCode.Created);
        await _stack.InSandboxAsync(
            HttpMethod.Post,
            $"/rooms/{room}/participants/{founder["identity"]!.GetValue<string>()}/speech",
            new JsonObject { ["text"] = "Let us talk.", ["durationMs"] = 1500 }).JsonAsync(HttpStatusCode.Accepted);
    }

    private Task<JsonNode> SayAsync(string room, string id, string text, DateTimeOffset at) =>
        _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(new JsonObject
        {
            ["id"] = id,
            ["speaker"] = "user",
            ["text"] = text,
            ["startedAt"] = at,
            ["endedAt"] = at.AddSeconds(0.75),
            ["final"] = true,
        })).JsonAsync();

    private Task<JsonNode> ActiveAsync(string room, int segments) => _stack.PageAsync(room, p =>
        p["recording"]!["segments"]!.AsArray() is var known && known.Count == segments && known[^1]!["state"]!.GetValue<string>() is "active"
        && known[^1]!["startedAt"] is not null);

    private static Task PassAsync(double seconds) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, TestContext.Current.CancellationToken); // recorded in real time

    private static DateTimeOffset Time(JsonNode time) => DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture);

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
