using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>A recorder that cannot reach the bucket says where it tried to; users are told why, and not where.</summary>
public sealed class FailedUploadTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Reason_OfARecorder_IsToldWithoutAddresses()
    {
        await using var bucket = await S3Fixture.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(_ => { }, postgres, bucket);
        var started = await stack.PostAsync("/api/fred/call").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var founder = (await stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = "One is leaving.", ["durationMs"] = 1000 }).JsonAsync(HttpStatusCode.Accepted);
        await stack.PageAsync(room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
        await bucket.StopAsync();

        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        var page = (await stack.PageAsync(room, p => p["recording"]!["segments"]![0]!["reason"] is not null)).ToJsonString();
        using var answer = await stack.GetAsync($"/api/calls/{room}/recording");
        var refusal = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        foreach (var told in new[] { page, refusal })
        {
            Assert.Contains("S3 upload failed", told, StringComparison.Ordinal);
            Assert.DoesNotContain($":{new Uri(bucket.Endpoint).Port}", told, StringComparison.Ordinal);
        }
    }
}
