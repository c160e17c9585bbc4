using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>Summaries that are asked for anew, on the whole stack with a language model.</summary>
public sealed class RemadeSummaryTests(PostgresFixture postgres, S3Fixture s3)
{
    [Fact]
    public async Task Summary_AskedForAnew_IsTheModelsNewest_AndNeverWorseThanBefore()
    {
        await using var model = await ModelServer.StartAsync();
        await using var stack = await CallStack.StartAsync(postgres, s3, ("OPENAI_API_KEY", "key"), ("OPENAI_BASE_URL", model.BaseUrl));
        var room = await EndedAsync(stack, "ana");
        var another = await EndedAsync(stack, "bea");

        var (before, asked) = (await SummaryAsync(stack, room, "ana"), model.Asked);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stack.PostAsync($"/api/calls/{room}/summary").JsonAsync()));
        var answer = answers[0];
        Assert.Equal(asked + 1, model.Asked);
        Assert.All(answers, a => Assert.Equal(answer.ToJsonString(), a.ToJsonString()));
        Assert.NotEqual(before, answer["summary"]!["text"]!.GetValue<string>());
        Assert.Equal(("model", "made", 1), (answer["summary"]!["source"]!.GetValue<string>(), answer["summaryRequest"]!["state"]!.GetValue<string>(), answer["transcript"]!["lines"]!.GetValue<int>()));
        var page = await stack.PageAsync(room, p => p["phase"]!.GetValue<string>() is "summary_saved");
        Assert.Equal(answer["summary"]!.ToJsonString(), page["summary"]!.ToJsonString());
        var listed = await stack.GetAsync("/api/calls").JsonAsync(); // from the row
        Assert.Equal(answer["summary"]!["text"]!.GetValue<string>(), Assert.Single(listed["calls"]!.AsArray())!["summary"]!.GetValue<string>());

        model.IsDown = true;
        before = await SummaryAsync(stack, another, "bea");
        answer = await stack.PostAsync($"/api/calls/{another}/summary", user: "bea").JsonAsync();
        Assert.Equal((before, "model"), (answer["summary"]!["text"]!.GetValue<string>(), answer["summary"]!["source"]!.GetValue<string>()));
        Assert.Equal(("failed", "the model's server answered 503"), (answer["summaryRequest"]!["state"]!.GetValue<string>(), answer["summaryRequest"]!["reason"]!.GetValue<string>()));
    }

    private static async Task<string> EndedAsync(CallStack stack, string user)
    {
        var room = (await stack.PostAsync("/api/fred/call", user: user).JsonAsync())["room"]!.GetValue<string>();
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(new JsonObject
        {
            ["id"] = "1",
            ["speaker"] = "user",
            ["text"] = "Let us talk about pricing.",
            ["startedAt"] = "2026-01-01T00:00:01Z",
            ["final"] = true,
        })).JsonAsync();
        await stack.PostAsync("/api/fred/call/summary", new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 5,
            ["transcript"] = new JsonArray(),
        }, user).JsonAsync(); // so that nobody waits for more words
        await stack.PostAsync($"/api/calls/{room}/end", user: user).JsonAsync(HttpStatusCode.Accepted);
        for (var left = 150; ; left--)
        {
            var page = await stack.GetAsync($"/api/calls/{room}", user).JsonAsync();
            if (page["phase"]!.GetValue<string>() is "summary_saved")
                return room;
            Assert.True(left > 0, page.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> SummaryAsync(CallStack stack, string room, string user) =>
        (await stack.GetAsync($"/api/calls/{room}", user).JsonAsync())["summary"]!["text"]!.GetValue<string>();
}
