using System.Diagnostics;
using System.Net;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

public sealed class SeparateFrontTests(PostgresFixture postgres, S3Fixture s3)
{
    [Fact]
    public async Task Front_ApartFromTheSilo_BehavesTheSame()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, ("Cluster:Clustering", "AdoNet"));
        await using var front = await SeparateFront.StartAsync(stack.Settings);
        await ReadyAsync(front);

        var call = await front.SendAsync(HttpMethod.Post, "/api/fred/call").JsonAsync();
        var room = call["room"]!.GetValue<string>();
        Assert.Equal(room, (await front.SendAsync(HttpMethod.Get, $"/api/calls/{room}").JsonAsync())["room"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await stack.GetAsync($"/api/calls/{room}").StatusAsync());
        var summary = await front.SendAsync(HttpMethod.Post, $"/api/calls/{room}/summary").JsonAsync();
        Assert.Equal("made", summary["summaryRequest"]!["state"]!.GetValue<string>());
        Assert.Equal("WEBVTT\n", await (await front.SendAsync(HttpMethod.Get, $"/api/calls/{room}/transcript?format=vtt")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, await front.SendAsync(HttpMethod.Get, "/api/calls?cursor=x").StatusAsync());

        await stack.StopSiloAsync();
        var clock = Stopwatch.StartNew();
        using var answer = await front.SendAsync(HttpMethod.Get, $"/api/calls/{room}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task Front_WithTheDatabaseAway_Answers503()
    {
        await using var server = await PostgresFixture.StartOwnAsync(TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(
            postgres, s3, ("Cluster:Clustering", "AdoNet"), ("DATABASE_URL", database.Url));
        await using var front = await SeparateFront.StartAsync(stack.Settings);
        await ReadyAsync(front);

        await server.KillAsync();

        using var answer = await front.SendAsync(HttpMethod.Get, "/api/calls"); // the silo is well and says what its database said
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await server.StartAgainAsync(TestContext.Current.CancellationToken); // silo and front leave the cluster in order
    }

    [Fact]
    public async Task Front_BeforeTheFirstSilo_LivesButIsNotReady()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var front = await SeparateFront.StartAsync(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = database.Url,
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
        });

        Assert.Equal(HttpStatusCode.OK, await front.SendAsync(HttpMethod.Get, "/health/live").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.SendAsync(HttpMethod.Get, "/api/calls").StatusAsync());
    }

    private static async Task ReadyAsync(SeparateFront front)
    {
        for (var left = 100; await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync() is not HttpStatusCode.OK; left--)
        {
            Assert.True(left > 0, "The front never became ready");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
