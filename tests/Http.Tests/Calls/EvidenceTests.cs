using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>What the decisions and next actions of a call rest on, from the model's answer to the call's page.</summary>
public sealed class EvidenceTests(PostgresFixture postgres, S3Fixture s3)
{
    private const string Generic = "Review the transcript of this call and note your own next step.";

    private const string ModelsAnswer = """
        { "summary": "A customer leaves.",
          "decisions": [ { "text": "No discounts this year.", "evidence": [3] }, { "text": "Sell the company.", "evidence": [3] }, "Call her." ],
          "nextActions": [ { "text": "Send her the offer by Friday.", "evidence": [4] }, { "text": "Call her today.", "evidence": [1, 2] }, { "text": "Hire Peter.", "evidence": [99] } ] }
        """;

    [Fact]
    public async Task Call_SummarisedByAModel_TellsWhatEachItemRestsOn()
    {
        await using var model = await CitingModel.StartAsync(ModelsAnswer);
        await using var stack = await CallStack.StartAsync(
            postgres, s3, ("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", model.BaseUrl), ("Cluster:Clustering", "AdoNet"));
        var (room, recorder, began) = await TalkAsync(stack);

        var answer = await stack.PostAsync("/api/fred/call/summary", HandedIn(room)).JsonAsync();
        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        var page = await stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved");

        Assert.Equal(
            "<transcript>\n[1] Founder: The largest customer is leaving.\n[2] Fred: Call her today.\n[3] Fred: We agreed, no discounts this year.\n"
            + "[4] Fred: And send her the offer by Friday.\n</transcript>",
            model.Asked);
        Assert.Equal(["No discounts this year."], answer["decisions"]!.AsArray().Select(d => d!.GetValue<string>()));
        Assert.Equal(
            ["Send her the offer by Friday.", "Call her today.", Generic], answer["nextActions"]!.AsArray().Select(a => a!.GetValue<string>()));

        var summary = page["summary"]!;
        Assert.Equal("""{"decisions":2,"nextActions":1}""", summary["dropped"]!.ToJsonString());
        var decision = Assert.Single(summary["decisions"]!.AsArray())!;
        Assert.Equal("No discounts this year.", decision["text"]!.GetValue<string>());
        CheckHeard(Assert.Single(decision["evidence"]!.AsArray())!, "S3", recorder, began.AddSeconds(1.05), 1.0);

        var actions = summary["nextActions"]!.AsArray();
        Assert.Equal([false, false, true], actions.Select(a => a!["generic"]!.GetValue<bool>()));
        Assert.Equal([1, 2, 0], actions.Select(a => a!["evidence"]!.AsArray().Count));
        CheckHeard(actions[1]!["evidence"]![1]!, "S2", recorder, began.AddSeconds(0.55), 0.5);
        var early = actions[1]!["evidence"]![0]!; // long before anything was recorded
        Assert.Equal(("S1", null, null), (early["segmentId"]!.GetValue<string>(), early["recordingSecond"], early["recordingSegment"]));

        var lines = (await stack.GetAsync($"/api/calls/{room}/transcript").JsonAsync())["lines"]!.AsArray();
        var client = actions[0]!["evidence"]![0]!;
        Assert.Equal((null, null), (client["segmentId"], client["startedAt"]));
        Assert.Equal(lines[3]!["clientLine"]!.GetValue<string>(), client["clientLine"]!.GetValue<string>());

        Assert.Contains(page["timeline"]!.AsArray(), e => e!["what"]!.GetValue<string>() is "summary.made"
            && e["result"]!.GetValue<string>() is "by the model, 4 lines; left out without evidence: 2 of its decisions, 1 of its next actions");
        Assert.DoesNotContain(stack.Logs.Lines, line => line.Contains("discount", StringComparison.Ordinal) || line.Contains("Peter", StringComparison.Ordinal));

        await using var front = await SeparateFront.StartAsync(stack.Settings);
        for (var left = 100; await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync() is not HttpStatusCode.OK; left--)
        {
            Assert.True(left > 0, "The front never became ready");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(summary.ToJsonString(), (await front.SendAsync(HttpMethod.Get, $"/api/calls/{room}").JsonAsync())["summary"]!.ToJsonString());
    }

    private static void CheckHeard(JsonNode evidence, string segment, string recorder, DateTimeOffset at, double second)
    {
        Assert.Equal((segment, recorder), (evidence["segmentId"]!.GetValue<string>(), evidence["recordingSegment"]!.GetValue<string>()));
        Assert.Equal(at, evidence["startedAt"]!.GetValue<DateTimeOffset>());
        Assert.InRange(evidence["recordingSecond"]!.GetValue<double>(), second - 0.1, second);
    }

    /// <returns>The room, its recorder, and when that began.</returns>
    private static async Task<(string Room, string Recorder, DateTimeOffset Began)> TalkAsync(CallStack stack)
    {
        var started = await stack.PostAsync("/api/fred/call").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var joining = new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true };
        var me = (await stack.InSandboxAsync(HttpMethod.Post, "/participants", joining).JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        var live = await stack.PageAsync(room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        await stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{me}/speech", new JsonObject { ["text"] = "The largest customer is leaving.", ["durationMs"] = 2500 })
            .JsonAsync(HttpStatusCode.Accepted);
        var recording = live["recording"]!["segments"]![0]!;
        var began = recording["startedAt"]!.GetValue<DateTimeOffset>();
        began = began.AddTicks(-(began.Ticks % TimeSpan.TicksPerMillisecond)); // Postgres keeps microseconds
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(
            Segment("S1", "user", "The largest customer is leaving.", began.AddHours(-1)),
            Segment("S2", "fred", "Call her today.", began.AddSeconds(0.55)),
            Segment("S3", "fred", "We agreed, no discounts this year.", began.AddSeconds(1.05)))).JsonAsync();
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken); // speech takes its time
        return (room, recording["egressId"]!.GetValue<string>(), began);
    }

    private static JsonObject Segment(string id, string speaker, string text, DateTimeOffset at) =>
        new() { ["id"] = id, ["speaker"] = speaker, ["text"] = text, ["startedAt"] = at, ["endedAt"] = at.AddSeconds(0.4), ["final"] = true };

    private static JsonObject HandedIn(string room) => new()
    {
        ["roomName"] = room,
        ["callType"] = "on-demand",
        ["durationSeconds"] = 5,
        ["transcript"] = new JsonArray(
            new JsonObject { ["speaker"] = "fred", ["text"] = "We agreed, no discounts this year." },
            new JsonObject { ["speaker"] = "fred", ["text"] = "And send her the offer by Friday.", ["timestamp"] = "00:05" }),
    };
}
