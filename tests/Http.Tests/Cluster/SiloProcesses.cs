using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.Silo.Migrations;

namespace OrleansCalls.Http.Tests.Cluster;

/// <summary>Two silos as real processes, which can be killed as a crash kills them, and two fronts that find them in the database.</summary>
internal sealed class SiloProcesses : IAsyncDisposable
{
    public const string AgentKey = "the-agent-key";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _logs = Directory.CreateTempSubdirectory("orleans-calls-silos-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Dictionary<string, string?> _settings;
    private readonly WebApplication _sandbox;
    private readonly ChildProcess?[] _silos = new ChildProcess?[2];

    private SiloProcesses(WebApplication sandbox, Dictionary<string, string?> settings) => (_sandbox, _settings) = (sandbox, settings);

    public IReadOnlyList<SeparateFront> Fronts { get; private set; } = [];

    /// <summary>Migrates the database and starts everything on it; LiveKit tells both fronts what happens.</summary>
    public static async Task<SiloProcesses> StartAsync(PostgresDatabase database, params (string Key, string? Value)[] more)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var told = new List<Uri>();
        var sandbox = SandboxApp.Create(new SandboxOptions
        {
            ApiKey = TestTokens.ApiKey,
            ApiSecret = TestTokens.ApiSecret,
            WebhookUrls = told,
            AgentJoinDelay = TimeSpan.FromMilliseconds(50),
        });
        await sandbox.StartAsync(cancellation);
        await Migrator.MigrateAsync(database.ConnectionString, cancellation);
        var all = new SiloProcesses(sandbox, new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = database.ConnectionString + ";Timeout=30", // a busy machine is no outage
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["VOICE_AGENT_SECRET"] = AgentKey,
            ["Limits:StartsPerMinute"] = "10000",
            ["Limits:LiveCalls"] = "10000",
            ["LIVEKIT_URL"] = sandbox.Urls.Single(),
            ["LIVEKIT_API_KEY"] = TestTokens.ApiKey,
            ["LIVEKIT_API_SECRET"] = TestTokens.ApiSecret,
        });
        foreach (var (key, value) in more)
            all._settings[key] = value;
        all.StartSilo(0);
        all.StartSilo(1);
        all.Fronts = [await SeparateFront.StartAsync(all._settings), await SeparateFront.StartAsync(all._settings)];
        told.AddRange(all.Fronts.Select(front => new Uri(front.Address, "/api/livekit/webhook")));
        foreach (var front in all.Fronts)
        {
            for (var left = 300; await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync() is not HttpStatusCode.OK; left--)
            {
                Assert.True(left > 0, $"Not ready:\n{all._silos[0]!.LogTail()}\n{all._silos[1]!.LogTail()}");
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellation);
            }
        }

        return all;
    }

    /// <summary>Starts it, and again when it ends by itself, as an orchestrator would.</summary>
    public void StartSilo(int number)
    {
        var silo = ChildProcess.Start(new ChildCommand
        {
            Name = $"silo {number}",
            Program = "dotnet",
            Arguments = [Checkout.Find().ProgramOf("Silo")],
            Environment = new Dictionary<string, string?>(_settings.Select(s => KeyValuePair.Create(s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value)))
            {
                ["Cluster__SiloPort"] = $"{FreePort.Next()}",
                ["Cluster__GatewayPort"] = $"{FreePort.Next()}",
                ["NO_PROXY"] = "127.0.0.1",
                ["no_proxy"] = "127.0.0.1",
            },
            LogPath = Path.Combine(_logs, $"silo-{number}.log"),
            WorkingDirectory = Path.GetDirectoryName(Checkout.Find().ProgramOf("Silo"))!,
        });
        _silos[number] = silo;
        _ = SuperviseAsync();

        async Task SuperviseAsync()
        {
            await silo.Exited;
            if (_silos[number] == silo)
                StartSilo(number);
        }
    }

    /// <summary>kill -9; it stays down until it is started.</summary>
    public Task KillSiloAsync(int number) => Release(number)!.KillAsync();

    /// <summary>Asks one of the fronts, again while it answers 503, as a client does; for the agent's worker where no user is named.</summary>
    public async Task<HttpResponseMessage> AskAsync(
        int front, HttpMethod method, string path, JsonNode? body = null, string? user = "ana", params (string Name, string Value)[] headers)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            using var request = new HttpRequestMessage(method, new Uri(Fronts[front].Address, path)) { Content = body is null ? null : JsonContent.Create(body) };
            if (user is null)
                request.Headers.Add("x-voice-agent-secret", AgentKey);
            else
                request.Headers.Authorization = new("Bearer", TestTokens.For(user));
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable || clock.Elapsed > s_patience)
                return answer;
            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asks the sandbox for something.</summary>
    public async Task<JsonNode> InSandboxAsync(HttpMethod method, string path, JsonNode? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri(_sandbox.Urls.Single() + "/sandbox" + path)) { Content = body is null ? null : JsonContent.Create(body) };
        return await _http.SendAsync(request, TestContext.Current.CancellationToken).JsonAsync(expected);
    }

    /// <summary>The call's page by this front, as soon as it satisfies.</summary>
    public async Task<JsonNode> PageAsync(int front, string room, Func<JsonNode, bool> satisfies)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var page = await AskAsync(front, HttpMethod.Get, $"/api/calls/{room}").JsonAsync();
            if (satisfies(page))
                return page;
            Assert.True(clock.Elapsed < s_patience, page.ToJsonString());
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async Task<byte[]> DownloadAsync(string url) => await _http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var front in Fronts)
            await front.DisposeAsync();
        for (var number = 0; number < _silos.Length; number++)
        {
            if (Release(number) is { } silo)
                await silo.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
        Directory.Delete(_logs, recursive: true);
    }

    private ChildProcess? Release(int number) => Interlocked.Exchange(ref _silos[number], null);
}
