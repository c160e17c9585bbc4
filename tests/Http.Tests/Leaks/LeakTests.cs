using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Leaks;

/// <summary>
/// Whole calls with all kinds of trouble, a silo and a front apart from it, each logging everything at Trace: nothing secret and
/// nothing that was said is in what the programs say of themselves.
/// </summary>
public sealed partial class LeakTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Said = "My heliotrope marzipan is melting.";
    private const string OperatorKey = "the-key-of-an-operator-of-32-bytes-or-more";
    private const string WebhooksKey = "dGhlIGtleSB0aGF0IGVuY3J5cHRzIHNlY3JldHMgLi4=";
    private const string ModelKey = "sk-the-key-of-the-language-model";

    private readonly Traces _traces = new();
    private ModelServer _model = null!;
    private WebhookReceiver _receiver = null!;
    private S3Server _s3 = null!;
    private PostgresDatabase _database = null!;
    private CallStack _stack = null!;
    private SeparateFront _front = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _model = await ModelServer.StartAsync();
        _receiver = await WebhookReceiver.StartAsync();
        _s3 = await S3Fixture.StartOwnAsync(Cancellation);
        _database = await postgres.CreateDatabaseAsync(Cancellation);
        (string, string?)[] everything =
        [
            .. new[] { "Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Http.Result", "Microsoft.AspNetCore.Authentication", "System", "System.Net.Http", "Orleans", "Npgsql", "Polly" }
                .Select(category => ($"Logging:LogLevel:{category}", (string?)"Trace")),
        ];
        _stack = await CallStack.StartAsync(
            parts => parts.AddSingleton<ILoggerProvider>(_traces), postgres, _s3,
            [
                .. everything, ("DATABASE_URL", _database.Url), ("Cluster:Clustering", "AdoNet"), ("Webhooks:AllowPrivateTargets", "true"),
                ("OPENAI_API_KEY", ModelKey), ("OPERATOR_SECRET", OperatorKey), ("Webhooks:SecretsKey", WebhooksKey), ("OPENAI_BASE_URL", _model.BaseUrl),
            ]);
        _front = await SeparateFront.StartAsync(_stack.Settings, logging => logging.AddProvider(_traces));
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _stack.DisposeAsync();
        await _s3.DisposeAsync();
        await _receiver.DisposeAsync();
        await _model.DisposeAsync();
        _traces.Dispose();
    }

    [Fact]
    public async Task Calls_WithAllKindsOfTrouble_TellNoSecretAndNothingThatWasSaid()
    {
        var webhook = await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = _receiver.Url + "?key=of-the-customer" }).JsonAsync(HttpStatusCode.Created);
        var started = await _stack.PostAsync("/api/fred/call", new JsonObject { ["participantName"] = "Ana" }).JsonAsync();
        var (room, token) = (started["room"]!.GetValue<string>(), started["token"]!.GetValue<string>());
        await SpeakAsync(room, token);
        await RefusedAsync(room);
        await TroubledAsync(room);

        await SummariseAsync(room);
        await _stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        var page = await _stack.PageAsync(room, p => p["complete"]!.GetValue<bool>());
        Assert.Equal("ready", page["recording"]!["state"]!.GetValue<string>());
        _model.IsDown = true;
        await _stack.PostAsync($"/api/calls/{room}/summary").JsonAsync();
        var link = await ReadAsync(room);
        await _receiver.WhenAsync(all => all.Any(r => r.Body.Contains("summary.ready", StringComparison.Ordinal)));
        (await _stack.SendAsync(HttpMethod.Delete, $"/api/calls/{room}")).Dispose();

        (string Name, string Text)[] secrets =
        [
            ("the users' secret", TestTokens.JwtSecret), ("LiveKit's secret", TestTokens.ApiSecret), ("the bucket's secret", _s3.Secret), ("the database's password", new NpgsqlConnectionStringBuilder(_stack.Settings["DATABASE_URL"]).Password!), ("the agent's key", CallStack.AgentKey), ("an operator's key", OperatorKey),
            ("the key of webhooks' secrets", WebhooksKey), ("the model's key", ModelKey), ("a user's token", TestTokens.For("ana").Split('.')[2]), ("a join token", token.Split('.')[2]), ("a wrong token", WrongToken.Split('.')[2]),
            ("a presigned link", "X-Amz-Signature"), ("a presigned link's signature", link.Split("Signature=")[1][..20]), ("a signed request to the bucket", "AWS4-HMAC"), ("a webhook's secret", webhook["secret"]!.GetValue<string>()),
            ("a webhook's address", "of-the-customer"), ("a word that was said", "heliotrope"), ("another", "marzipan"), ("the summary", "They spoke of pricing"),
            ("a decision", "Raise the price"), ("LiveKit's relay password", "turn_password"), ("the same", "turnPassword"),
        ];
        foreach (var (name, text) in secrets)
        {
            var leak = _traces.Lines.FirstOrDefault(line => line.Contains(text, StringComparison.OrdinalIgnoreCase) && !line.Contains("CREATE ROLE", StringComparison.Ordinal)); // the test's own
            Assert.True(leak is null, $"{name}: {leak}");
        }

        var shown = _traces.Lines.FirstOrDefault(line => Jwt().IsMatch(line));
        Assert.True(shown is null, $"a token: {shown}");
        await AssertMetricsHoldNoneOfAsync([.. secrets.Select(s => s.Text), room, "ana", "Ana", "127.0.0.1:" + new Uri(_receiver.Url).Port]);
        foreach (var said in new[] { room, "activity Microsoft.AspNetCore", "meter ", "log Trace", "log Debug Orleans", "log Warning", "/twirp/livekit." })
            Assert.True(_traces.Lines.Any(line => line.Contains(said, StringComparison.Ordinal)), $"not listened to: {said}");
    }

    // Nor whose call it was, and which, which logs do say.
    private async Task AssertMetricsHoldNoneOfAsync(string[] texts)
    {
        foreach (var address in new[] { _stack.Api, _front.Address })
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            http.DefaultRequestHeaders.Add("x-operator-secret", OperatorKey);
            var lines = (await http.GetStringAsync(new Uri(address, "/metrics"), Cancellation)).Split('\n');
            foreach (var text in texts)
            {
                var leak = lines.FirstOrDefault(line => Regex.IsMatch(line, $@"(?<!\w){Regex.Escape(text)}(?!\w)"));
                Assert.True(leak is null, $"{text}: {leak}");
            }

            Assert.DoesNotContain(lines, line => Jwt().IsMatch(line));
            Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal));
        }
    }

    // Any at all: users', to join, to LiveKit's API, of LiveKit's webhooks. An id may hold the letters, but never goes on for so long.
    [GeneratedRegex(@"eyJ[\w-]{10,}")]
    private static partial Regex Jwt();

    private static string WrongToken { get; } = TestTokens.Sign(new JsonObject { ["sub"] = "ana" }, secret: "not-the-secret-but-long-enough-to-be-one");

    private async Task SpeakAsync(string room, string token)
    {
        var founder = (await _stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = token, ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created))["identity"]!.GetValue<string>();
        await _stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder}/speech", new JsonObject { ["text"] = Said, ["durationMs"] = 1500 }).JsonAsync(HttpStatusCode.Accepted);
        await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segments("2026-01-01T00:00:03Z")).JsonAsync();
        await _stack.PageAsync(room, p => p["recording"]!["state"]!.GetValue<string>() is "active");
    }

    // What is refused, and by whom.
    private async Task RefusedAsync(string room)
    {
        await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segments("then")).JsonAsync(HttpStatusCode.BadRequest);
        foreach (var path in new[] { "/health/ready", "/api/calls" })
            (await _stack.SendAsync(HttpMethod.Get, path, user: null, headers: ("x-operator-secret", OperatorKey))).Dispose();
        foreach (var path in new[] { "/api/calls", $"/api/calls/{room}", $"/api/calls/{room}/recording" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await _stack.SendAsync(HttpMethod.Get, path, user: null, headers: ("Authorization", "Bearer " + WrongToken)).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await _front.SendAsync(HttpMethod.Get, path, WrongToken).StatusAsync());
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await _stack.SendAsync(
            HttpMethod.Post, "/api/livekit/webhook", new JsonObject { ["event"] = Said }, user: null, ("Authorization", WrongToken)).StatusAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await _stack.PostAsync("/api/fred/call/summary", new JsonObject { ["roomName"] = room, ["transcript"] = Said }).StatusAsync());
    }

    // LiveKit and S3 fail, and Postgres drops every connection.
    private async Task TroubledAsync(string room)
    {
        var echo = new JsonObject { ["status"] = 503, ["body"] = $"upstream said no to Bearer {TestTokens.For("bea")}", ["times"] = 2 }; // of a proxy
        var faults = new JsonObject { ["rpc"] = new JsonArray(echo, new JsonObject { ["status"] = 503 }) };
        (await _stack.InSandboxAsync(HttpMethod.Put, "/faults", faults)).EnsureSuccessStatusCode().Dispose();
        (await _stack.PostAsync("/api/calls", new JsonObject { ["participantName"] = "Bea" })).Dispose();
        (await _stack.InSandboxAsync(HttpMethod.Delete, "/faults")).Dispose();
        await _s3.KillAsync();
        (await _stack.GetAsync($"/api/calls/{room}/recording")).Dispose();
        await _s3.StartAgainAsync(Cancellation);
        await using (var source = NpgsqlDataSource.Create(_database.ConnectionString))
        await using (var command = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        foreach (var at in new[] { "2026-01-01T00:00:04Z", "2026-01-01T00:00:05Z", "2026-01-01T00:00:06Z" })
            (await _stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", Segments(at))).Dispose();
    }

    private async Task SummariseAsync(string room)
    {
        var lines = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = Said }, new JsonObject { ["speaker"] = "fred", ["text"] = "Eat your marzipan." });
        await _stack.PostAsync("/api/fred/call/summary", new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 5,
            ["transcript"] = lines,
        }).JsonAsync();
    }

    /// <returns>A presigned link.</returns>
    private async Task<string> ReadAsync(string room)
    {
        foreach (var path in new[] { "/api/calls?text=heliotrope%20marzipan", $"/api/calls/{room}", $"/api/calls/{room}/transcript?format=vtt", $"/api/calls/{room}/recording" })
        {
            Assert.Equal(HttpStatusCode.OK, await _stack.GetAsync(path).StatusAsync());
            Assert.Equal(HttpStatusCode.OK, await _front.SendAsync(HttpMethod.Get, path).StatusAsync());
        }

        (await _stack.GetAsync($"/api/calls/{room}/recording?redirect=true")).Dispose();
        return (await _stack.GetAsync($"/api/calls/{room}/recording").JsonAsync())["url"]!.GetValue<string>();
    }

    private static JsonArray Segments(string startedAt) => new(new JsonObject
    {
        ["id"] = startedAt,
        ["speaker"] = "user",
        ["text"] = Said,
        ["startedAt"] = startedAt,
        ["final"] = true,
    });
}
