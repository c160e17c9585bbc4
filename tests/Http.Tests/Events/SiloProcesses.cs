using System.Net;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.Silo.Migrations;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>Two silos as real processes, which can be killed as a crash kills them, and two fronts that find them in the database.</summary>
internal sealed class SiloProcesses : IAsyncDisposable
{
    public const string AgentKey = "the-agent-key";

    private readonly string _logs = Directory.CreateTempSubdirectory("orleans-calls-silos-").FullName;
    private readonly Dictionary<string, string?> _settings;
    private readonly WebApplication _sandbox;
    private readonly ChildProcess?[] _silos = new ChildProcess?[2];

    private SiloProcesses(WebApplication sandbox, Dictionary<string, string?> settings) => (_sandbox, _settings) = (sandbox, settings);

    public IReadOnlyList<SeparateFront> Fronts { get; private set; } = [];

    public static async Task<SiloProcesses> StartAsync(PostgresDatabase database)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sandbox = SandboxApp.Create(new SandboxOptions { ApiKey = TestTokens.ApiKey, ApiSecret = TestTokens.ApiSecret });
        await sandbox.StartAsync(cancellation);
        await Migrator.MigrateAsync(database.ConnectionString, cancellation);
        var all = new SiloProcesses(sandbox, new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = database.ConnectionString + ";Timeout=30", // a busy machine is no outage
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["VOICE_AGENT_SECRET"] = AgentKey,
            ["Limits__StartsPerMinute"] = "10000",
            ["Limits__LiveCalls"] = "10000",
            ["LIVEKIT_URL"] = sandbox.Urls.Single(),
            ["LIVEKIT_API_KEY"] = TestTokens.ApiKey,
            ["LIVEKIT_API_SECRET"] = TestTokens.ApiSecret,
        });
        all.StartSilo(0);
        all.StartSilo(1);
        all.Fronts = [await SeparateFront.StartAsync(all._settings), await SeparateFront.StartAsync(all._settings)];
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
            Environment = new Dictionary<string, string?>(_settings)
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

    public async ValueTask DisposeAsync()
    {
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
