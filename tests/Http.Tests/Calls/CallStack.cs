using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>
/// Silo and front in one process as <c>./dev run</c> has them, on real Postgres and S3, with the LiveKit sandbox; in the database as
/// a user with the rights that the service needs, and no more.
/// </summary>
internal sealed class CallStack : IAsyncDisposable
{
    public const string AgentKey = "the-agent-key";

    private readonly WebApplication _sandbox;
    private readonly IHost _silo;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private CallStack(WebApplication sandbox, IHost silo, Uri api, IReadOnlyDictionary<string, string?> settings) =>
        (_sandbox, _silo, Api, Settings) = (sandbox, silo, api, settings);

    public Uri Api { get; }

    /// <summary>What silo and front have logged, by their own settings.</summary>
    public required LogBook Logs { get; init; }

    /// <summary>The database's address, for a test that looks into it: as the user that migrated it.</summary>
    public required string Owner { get; init; }

    /// <summary>What silo and front were told.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The parts of silo and front.</summary>
    public IServiceProvider Services => _silo.Services;

    public Uri Sandbox => new(_sandbox.Urls.Single());

    /// <summary>Starts everything on a database of its own.</summary>
    /// <param name="changes">Settings that differ; null takes one away.</param>
    public static Task<CallStack> StartAsync(PostgresFixture postgres, S3Fixture s3, params (string Key, string? Value)[] changes) =>
        StartAsync(_ => { }, postgres, s3, changes);

    /// <summary>The same, with parts of a test's own in silo and front.</summary>
    public static async Task<CallStack> StartAsync(
        Action<IServiceCollection> parts, PostgresFixture postgres, S3Fixture s3, params (string Key, string? Value)[] changes) =>
        await StartAsync(parts, postgres, await s3.ServerAsync(), changes);

    /// <summary>The same, with a bucket of a test's own.</summary>
    public static async Task<CallStack> StartAsync(
        Action<IServiceCollection> parts, PostgresFixture postgres, S3Server bucket, params (string Key, string? Value)[] changes)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(cancellation);
        var api = new Uri($"http://127.0.0.1:{FreePort()}");
        var sandbox = SandboxApp.Create(new SandboxOptions
        {
            ApiKey = TestTokens.ApiKey,
            ApiSecret = TestTokens.ApiSecret,
            WebhookUrls = [new Uri(api, "/api/livekit/webhook")],
            AgentJoinDelay = TimeSpan.FromMilliseconds(50),
        });
        await sandbox.StartAsync(cancellation);

        var logs = new LogBook();
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = api.ToString(),
            ["Web:Enabled"] = "true",
            ["Cluster:Clustering"] = "Localhost",
            ["DATABASE_URL"] = database.Url,
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["VOICE_AGENT_SECRET"] = AgentKey,
            ["Limits:StartsPerMinute"] = "10000", // limits have tests of their own
            ["Limits:LiveCalls"] = "10000",
            ["Limits:StartsPerMinutePerAddress"] = "1000000",
            ["Limits:FailedSignInsPerMinute"] = "1000000",
            ["Limits:StreamsPerUser"] = "10000",
            ["PUBLIC_BASE_URL"] = api.ToString(),
            ["LIVEKIT_URL"] = sandbox.Urls.Single().Replace("http", "ws", StringComparison.Ordinal),
            ["LIVEKIT_API_KEY"] = TestTokens.ApiKey,
            ["LIVEKIT_API_SECRET"] = TestTokens.ApiSecret,
        };
        foreach (var (key, value) in bucket.Settings().Concat(changes))
            settings[key] = value;
        var owner = settings["DATABASE_URL"]!;
        settings["DATABASE_URL"] = await ServiceRole.OfAsync(owner, cancellation);

        var (silo, complaints) = SiloProgram.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders().AddProvider(logs);
            parts(builder.Services);
        });
        Assert.True(silo is not null, complaints);
        await silo.StartAsync(cancellation);
        return new CallStack(sandbox, silo, api, settings) { Logs = logs, Owner = owner };
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, string? user = "ana", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Api, path)) { Content = body is null ? null : JsonContent.Create(body) };
        if (user is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(user));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the silo as an operator would.</summary>
    public Task StopSiloAsync() => _silo.StopAsync(CancellationToken.None);

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode? body = null, string? user = "ana") =>
        SendAsync(HttpMethod.Post, path, body, user);

    public Task<HttpResponseMessage> GetAsync(string path, string? user = "ana") => SendAsync(HttpMethod.Get, path, null, user);

    public Task<HttpResponseMessage> AsAgentAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(method, path, body, user: null, ("x-voice-agent-secret", AgentKey));

    /// <summary>Asks the sandbox for something.</summary>
    public Task<HttpResponseMessage> InSandboxAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Sandbox, $"/sandbox{path}")) { Content = body is null ? null : JsonContent.Create(body) };
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Makes every such RPC of LiveKit's fail or dawdle.</summary>
    public async Task FaultAsync(string method, int? status = null, int delayMs = 0)
    {
        var fault = new JsonObject { ["method"] = method, ["status"] = status, ["delayMs"] = delayMs };
        using var done = await InSandboxAsync(HttpMethod.Put, "/faults", new JsonObject { ["rpc"] = new JsonArray(fault) });
        done.EnsureSuccessStatusCode();
    }

    public async Task<byte[]> DownloadAsync(string url) =>
        await _http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken);

    /// <summary>The call's page, as soon as it satisfies.</summary>
    public Task<JsonNode> PageAsync(string room, Func<JsonNode, bool> satisfies) => PageAsync(room, "ana", satisfies);

    /// <summary>The page of this user's call, as soon as it satisfies.</summary>
    public async Task<JsonNode> PageAsync(string room, string user, Func<JsonNode, bool> satisfies)
    {
        for (var left = 150; ; left--)
        {
            var page = await GetAsync($"/api/calls/{room}", user).JsonAsync();
            if (satisfies(page))
                return page;
            Assert.True(left > 0, page.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _silo.StopAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await _sandbox.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // An answer that a fault holds back is not waited for.
        }

        await ((IAsyncDisposable)_silo).DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
