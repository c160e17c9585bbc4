using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>
/// A silo without a front and a front, as the programs that operators run: what a process counts is its own there, and no other
/// test's.
/// </summary>
internal sealed class ProgramStack : IAsyncDisposable
{
    public const string OperatorKey = "the-operators-key-of-32-bytes-or-more";

    private readonly string _logs = Directory.CreateTempSubdirectory("orleans-calls-metrics-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly WebApplication _sandbox;
    private readonly List<ChildProcess> _programs = [];

    private ProgramStack(WebApplication sandbox) => _sandbox = sandbox;

    /// <summary>Where the silo serves its health and metrics.</summary>
    public Uri Silo { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public required Uri Front { get; init; }

    public required ModelServer Model { get; init; }

    public static async Task<ProgramStack> StartAsync(PostgresFixture postgres, S3Fixture s3)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(cancellation);
        var bucket = await s3.ServerAsync();
        var front = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var sandbox = SandboxApp.Create(new SandboxOptions
        {
            ApiKey = TestTokens.ApiKey,
            ApiSecret = TestTokens.ApiSecret,
            WebhookUrls = [new Uri(front, "/api/livekit/webhook")],
            AgentJoinDelay = TimeSpan.FromMilliseconds(50),
        });
        await sandbox.StartAsync(cancellation);
        var stack = new ProgramStack(sandbox) { Front = front, Model = await ModelServer.StartAsync() };
        var settings = new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = database.ConnectionString + ";Timeout=30", // a busy machine is no outage
            ["Database__MigrateAtStart"] = "true",
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["OPERATOR_SECRET"] = OperatorKey,
            ["Limits__LiveCalls"] = "1",
            ["LIVEKIT_URL"] = sandbox.Urls.Single(),
            ["LIVEKIT_API_KEY"] = TestTokens.ApiKey,
            ["LIVEKIT_API_SECRET"] = TestTokens.ApiSecret,
            ["OPENAI_API_KEY"] = "sk-1",
            ["OPENAI_BASE_URL"] = stack.Model.BaseUrl,
            ["Webhooks__AllowPrivateTargets"] = "true",
            ["Operations__Url"] = stack.Silo.ToString(),
            ["ASPNETCORE_URLS"] = stack.Front.ToString(),
            ["NO_PROXY"] = "127.0.0.1",
            ["no_proxy"] = "127.0.0.1",
        };
        foreach (var (key, value) in bucket.Settings())
            settings[key] = value;
        stack.Run("Silo", settings);
        await stack.ReadyAsync(stack.Silo); // it migrates first
        stack.Run("WebFront", settings);
        await stack.ReadyAsync(stack.Front);
        return stack;
    }

    /// <summary>Asks one of the programs, or the sandbox; as this user where one is named.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri program, string path, JsonNode? body = null, string? user = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(program, path)) { Content = body is null ? null : JsonContent.Create(body) };
        if (user is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(user));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the front for something, as a user.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(method, Front, path, body, "ana");

    /// <summary>Asks the sandbox for something.</summary>
    public Task<HttpResponseMessage> InSandboxAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(method, new Uri(_sandbox.Urls.Single()), "/sandbox" + path, body);

    /// <summary>The metrics of a program, as an operator reads them.</summary>
    public async Task<MetricsPage> MetricsAsync(Uri program)
    {
        using var answer = await SendAsync(HttpMethod.Get, program, "/metrics", headers: ("x-operator-secret", OperatorKey));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return MetricsPage.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The same, as soon as it satisfies.</summary>
    public async Task<MetricsPage> MetricsAsync(Uri program, Func<MetricsPage, bool> satisfies)
    {
        for (var left = 150; ; left--)
        {
            var page = await MetricsAsync(program);
            if (satisfies(page))
                return page;
            Assert.True(left > 0, string.Join('\n', page.Families.SelectMany(f => f.Samples).Select(s => $"{s.Series} {s.Value}")));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The call's page, as soon as it satisfies.</summary>
    public async Task<JsonNode> PageAsync(string room, Func<JsonNode, bool> satisfies)
    {
        for (var left = 150; ; left--)
        {
            var page = await AskAsync(HttpMethod.Get, $"/api/calls/{room}").JsonAsync();
            if (satisfies(page))
                return page;
            Assert.True(left > 0, page.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var program in Enumerable.Reverse(_programs))
            await program.DisposeAsync();
        await _sandbox.DisposeAsync();
        await Model.DisposeAsync();
        Directory.Delete(_logs, recursive: true);
    }

    private void Run(string program, Dictionary<string, string?> settings) => _programs.Add(ChildProcess.Start(new ChildCommand
    {
        Name = program,
        Program = "dotnet",
        Arguments = [Checkout.Find().ProgramOf(program)],
        Environment = settings,
        LogPath = Path.Combine(_logs, program + ".log"),
        WorkingDirectory = Path.GetDirectoryName(Checkout.Find().ProgramOf(program))!,
    }));

    private async Task ReadyAsync(Uri program)
    {
        for (var left = 300; ; left--)
        {
            try
            {
                if (await SendAsync(HttpMethod.Get, program, "/health/ready").StatusAsync() is HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            Assert.True(left > 0, $"Not ready:\n{_programs[^1].LogTail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
