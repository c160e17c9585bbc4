using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Limits;

/// <summary>How many calls a user may start, by whichever route and front, and that a place is free again once its call is over.</summary>
public sealed class StartLimitTests(PostgresFixture postgres, S3Fixture s3)
{
    private static readonly (string, string?)[] s_three = [("Limits:StartsPerMinute", "3"), ("Limits:LiveCalls", "100")];
    private static readonly (string, string?)[] s_two = [("Limits:StartsPerMinute", "100"), ("Limits:LiveCalls", "2")];

    [Fact]
    public async Task Starts_OfAMinute_AreLimitedForAUserByBothRoutes()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, s_three);
        await stack.PostAsync("/api/calls").JsonAsync(HttpStatusCode.Created);
        await stack.PostAsync("/api/fred/call").JsonAsync();
        await stack.PostAsync("/api/calls").JsonAsync(HttpStatusCode.Created);

        using var dropIn = await stack.PostAsync("/api/fred/call");
        Assert.Equal(HttpStatusCode.TooManyRequests, dropIn.StatusCode);
        Assert.InRange(dropIn.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("Too many calls: a user may start 3 in a minute", (await BodyAsync(dropIn))["error"]!.GetValue<string>());
        var problem = await stack.PostAsync("/api/calls").JsonAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(429, problem["status"]!.GetValue<int>());
        await stack.PostAsync("/api/calls", user: "bea").JsonAsync(HttpStatusCode.Created);
        Assert.Equal(3, (await stack.GetAsync("/api/calls").JsonAsync())["calls"]!.AsArray().Count); // what was refused is nowhere
    }

    [Fact]
    public async Task Starts_ManyAtOnceByTwoFronts_AreNoMoreThanOneFrontGives()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. s_three, ("Cluster:Clustering", "AdoNet")]);
        await using var front = await SeparateFront.StartAsync(stack.Settings);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            i % 2 == 0 ? stack.PostAsync("/api/fred/call").StatusAsync() : front.SendAsync(HttpMethod.Post, "/api/fred/call").StatusAsync()));

        Assert.Equal(3, answers.Count(a => a is HttpStatusCode.OK));
        Assert.Equal(9, answers.Count(a => a is HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Repeat_UnderItsKey_TakesNoPlaceAndARefusalLeavesTheKeyFree()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, s_two);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "a"));
        Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "b"));
        var refused = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StartAsync(stack, "c")));
        Assert.All(refused, status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
        Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "a"));

        var room = (await stack.GetAsync("/api/calls").JsonAsync())["calls"]![0]!["room"]!.GetValue<string>();
        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.OK, await StartAsync(stack, "c"));
    }

    [Fact]
    public async Task LiveCalls_AreCountedByTheCallsAlsoWhenNoWebhookCame()
    {
        await using var stack = await CallStack.StartAsync(
            parts => parts.AddSingleton(new CallTimings { RoomLook = TimeSpan.FromSeconds(0.5), DepartureTimeout = TimeSpan.FromSeconds(0.5) }), postgres, s3, s_two);
        (await stack.InSandboxAsync(HttpMethod.Put, "/faults", new JsonObject { ["webhooks"] = new JsonArray(new JsonObject { ["kind"] = "drop" }) })).EnsureSuccessStatusCode();
        var rooms = new List<string>();
        for (var i = 0; i < 2; i++)
            rooms.Add((await stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.TooManyRequests, await stack.PostAsync("/api/fred/call").StatusAsync());

        (await stack.InSandboxAsync(HttpMethod.Delete, $"/rooms/{rooms[0]}")).EnsureSuccessStatusCode();
        await stack.PageAsync(rooms[0], page => page["status"]!.GetValue<string>() is not "in_progress");

        Assert.Equal(HttpStatusCode.OK, await stack.PostAsync("/api/fred/call").StatusAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, await stack.PostAsync("/api/fred/call").StatusAsync());
    }

    [Fact]
    public async Task Start_ThatFailed_GivesItsPlaceBack()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, s_three);
        await stack.FaultAsync("CreateRoom", status: 401);
        for (var i = 0; i < 4; i++)
            Assert.Equal(HttpStatusCode.BadGateway, await stack.PostAsync("/api/fred/call").StatusAsync());
        (await stack.InSandboxAsync(HttpMethod.Delete, "/faults")).EnsureSuccessStatusCode();

        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await stack.PostAsync("/api/fred/call").StatusAsync());
    }

    [Fact]
    public async Task Limits_OutliveTheSiloThatKeptThem()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using (var first = await CallStack.StartAsync(postgres, s3, [.. s_three, ("DATABASE_URL", database.Url)]))
        {
            for (var i = 0; i < 3; i++)
                await first.PostAsync("/api/fred/call").JsonAsync();
            await RowsAsync(database, 3);
        }

        await using var second = await CallStack.StartAsync(postgres, s3, [.. s_three, ("DATABASE_URL", database.Url)]);
        Assert.Equal(HttpStatusCode.TooManyRequests, await second.PostAsync("/api/fred/call").StatusAsync());
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("Ana Müller")]
    public async Task Starts_WhoseRowIsNotWrittenYet_CountAfterALoss(string user)
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. s_two, ("DATABASE_URL", database.Url)]);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var noRows = new NpgsqlCommand("LOCK TABLE coaching_sessions IN SHARE MODE", connection, transaction); // reading is allowed
        await noRows.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
            await stack.PostAsync("/api/fred/call", user: user).JsonAsync();

        await stack.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        Assert.Equal(HttpStatusCode.TooManyRequests, await stack.PostAsync("/api/fred/call", user: user).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await stack.PostAsync("/api/fred/call", user: "bea").StatusAsync());
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Rows_OfAnotherProgram_ThatNeverEnded_CountForNothing()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. s_two, ("DATABASE_URL", database.Url)]);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("INSERT INTO coaching_sessions (user_id, room_name, status) SELECT 'ana', 'ana_fred-call_' || n, 'in_progress' FROM generate_series(1, 5) n");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await stack.PostAsync("/api/fred/call").StatusAsync());
    }

    private static Task<HttpStatusCode> StartAsync(CallStack stack, string key) =>
        stack.SendAsync(HttpMethod.Post, "/api/fred/call", null, "ana", ("Idempotency-Key", key)).StatusAsync();

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private static async Task RowsAsync(PostgresDatabase database, long count)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM coaching_sessions WHERE call_version > 0");
        while (Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture) < count)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
