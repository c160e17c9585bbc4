using System.Globalization;
using Npgsql;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.DevStack.S3;
using OrleansCalls.DevStack.Secrets;
using OrleansCalls.LiveKit;

namespace OrleansCalls.Chaos.Processes;

/// <summary>Postgres, S3, the sandbox, two silos and a web front as processes of their own, and a language model.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);

    private readonly Checkout checkout;
    private readonly RunFolder folder;
    private readonly LocalSecrets secrets;
    private readonly ChaosOptions options;
    private readonly string sandboxAddress = Address();

    private Stack(Checkout checkout, RunFolder folder, ChaosOptions options)
    {
        this.checkout = checkout;
        this.folder = folder;
        this.options = options;
        secrets = LocalSecrets.Of(checkout);
        LiveKit = new LiveKitOptions
        {
            ServerUrl = new Uri(sandboxAddress),
            ApiKey = secrets.LiveKitApiKey,
            ApiSecret = secrets.LiveKitApiSecret,
        };
        Tokens = new BearerTokens(secrets.AuthJwtSecret, null, TimeProvider.System);
    }

    public string Api { get; } = Address();

    public string SandboxAddress => sandboxAddress;

    public string AgentSecret => secrets.VoiceAgentSecret;

    public LiveKitOptions LiveKit { get; }

    public BearerTokens Tokens { get; }

    public PostgresServer Postgres { get; private set; } = null!;

    public S3Server S3 { get; private set; } = null!;

    public ModelServer Model { get; private set; } = null!;

    public CustomerServer Customers { get; private set; } = null!;

    /// <summary>For looking at the tables from outside.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    public ServerProgram Sandbox { get; private set; } = null!;

    public IReadOnlyList<ServerProgram> Silos { get; private set; } = [];

    public ServerProgram Front { get; private set; } = null!;

    public IEnumerable<ServerProgram> Programs => [Sandbox, .. Silos, Front];

    /// <summary>Returns when a call could be started. When a part does not come up, what was started is stopped again.</summary>
    public static async Task<Stack> StartAsync(Checkout checkout, RunFolder folder, ChaosOptions options, CancellationToken cancellationToken)
    {
        var stack = new Stack(checkout, folder, options);
        try
        {
            await stack.StartPartsAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the front reaches a silo, and that its database.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ReadyWithin);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (!await Readiness.AnswersAsync(new Uri(Api + "/health/ready"), both.Token)
                || !await Readiness.AnswersAsync(new Uri(SandboxAddress), both.Token))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The system was not ready after {ReadyWithin.TotalSeconds:0} s; its logs are in {folder.Logs}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        IAsyncDisposable?[] parts = [Front, .. Silos, Sandbox];
        await Task.WhenAll(parts.Select(part => part?.DisposeAsync().AsTask() ?? Task.CompletedTask));
        IAsyncDisposable?[] servers = [Customers, Model, S3, Postgres];
        await Task.WhenAll(servers.Select(part => part?.DisposeAsync().AsTask() ?? Task.CompletedTask));
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var s3 = S3Server.StartAsync(new S3Options { LogFolder = folder.Logs }, cancellationToken);
        Postgres = await PostgresServer.StartAsync(new PostgresOptions { LogFolder = folder.Logs, Durable = false }, cancellationToken);
        var database = await Postgres.CreateDatabaseAsync("chaos", cancellationToken);
        Database = NpgsqlDataSource.Create(database.ConnectionString + ";Command Timeout=60;Timeout=5;Maximum Pool Size=8");
        Model = await ModelServer.StartAsync(cancellationToken);
        Customers = await CustomerServer.StartAsync(options.Faults ? new Seeds(options.Seed) : null, cancellationToken);
        S3 = await s3;

        var app = AppSettings(database.Url);
        await ChildProcess.RunAsync(Command("migrate", "Silo", app, "migrate"), cancellationToken);
        Sandbox = Begin(Command("sandbox", "LiveKit.Sandbox", SandboxSettings()));
        Silos = [Begin(Command("silo-1", "Silo", SiloSettings(app))), Begin(Command("silo-2", "Silo", SiloSettings(app)))];
        Front = Begin(Command("front", "WebFront", new(app) { ["ASPNETCORE_URLS"] = Api }));
        await WaitUntilReadyAsync(cancellationToken);
    }

    private static ServerProgram Begin(ChildCommand command)
    {
        var program = new ServerProgram(command);
        program.Start();
        return program;
    }

    private ChildCommand Command(string name, string project, Dictionary<string, string?> settings, params string[] arguments)
    {
        settings["NO_PROXY"] = settings["no_proxy"] = "127.0.0.1,localhost";
        settings["Logging__LogLevel__Microsoft"] = settings["Logging__LogLevel__System"] = "Warning";
        settings["Logging__LogLevel__Orleans"] = settings["Logging__LogLevel__Polly"] = options.Keep ? "Warning" : "None"; // long in an outage
        var dll = checkout.ProgramOf(project);
        return new ChildCommand
        {
            Name = name,
            Program = Environment.ProcessPath!, // this program was started as 'dotnet x.dll' too
            Arguments = [dll, .. arguments],
            Environment = settings,
            LogPath = Path.Combine(folder.Logs, name + ".log"),
            WorkingDirectory = Path.GetDirectoryName(dll)!,
        };
    }

    private Dictionary<string, string?> AppSettings(string databaseUrl) => new()
    {
        ["ASPNETCORE_URLS"] = null,
        ["DATABASE_URL"] = databaseUrl,
        ["LIVEKIT_URL"] = sandboxAddress,
        ["LIVEKIT_API_KEY"] = secrets.LiveKitApiKey,
        ["LIVEKIT_API_SECRET"] = secrets.LiveKitApiSecret,
        ["RECORDING_S3_ACCESS_KEY"] = S3.AccessKey,
        ["RECORDING_S3_SECRET"] = S3.Secret,
        ["RECORDING_S3_BUCKET"] = S3.Bucket,
        ["RECORDING_S3_REGION"] = S3.Region,
        ["RECORDING_S3_ENDPOINT"] = S3.Endpoint,
        ["OPENAI_API_KEY"] = "chaos",
        ["OPENAI_BASE_URL"] = Model.BaseUrl,
        ["SUMMARY_MODEL"] = "chaos",
        ["AUTH_JWT_AUTHORITY"] = null,
        ["AUTH_JWT_AUDIENCE"] = null,
        ["AUTH_JWT_SECRET"] = secrets.AuthJwtSecret,
        ["VOICE_AGENT_NAME"] = null,
        ["VOICE_AGENT_SECRET"] = secrets.VoiceAgentSecret,
        ["PUBLIC_BASE_URL"] = Api,
        ["Cluster__Clustering"] = "AdoNet",
        ["Web__Enabled"] = "false",
        ["Database__MigrateAtStart"] = "false",
        ["Limits__StartsPerMinutePerAddress"] = "1000000", // all callers are on this machine
        ["Limits__FailedSignInsPerMinute"] = "1000000",
        ["Calls__CloseUnknownRooms"] = "true", // nobody else uses this LiveKit
        ["Webhooks__AllowPrivateTargets"] = "true", // the customers are on this machine
        ["Limits__StartsPerMinute"] = "10000", // few founders make all the calls
        ["Limits__LiveCalls"] = "10000",
        ["Calls__TimeScale"] = options.Scale.ToString(CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string?> SiloSettings(Dictionary<string, string?> app) => new(app)
    {
        ["Cluster__SiloPort"] = $"{FreePort.Next()}",
        ["Cluster__GatewayPort"] = $"{FreePort.Next()}",
    };

    private Dictionary<string, string?> SandboxSettings() => new()
    {
        ["ASPNETCORE_URLS"] = sandboxAddress,
        ["LIVEKIT_API_KEY"] = secrets.LiveKitApiKey,
        ["LIVEKIT_API_SECRET"] = secrets.LiveKitApiSecret,
        ["SANDBOX_AGENTS"] = "*",
        ["SANDBOX_WEBHOOK_URLS"] = Api + "/api/livekit/webhook",
        ["SANDBOX_STATE_FILE"] = Path.Combine(folder.Path, "sandbox-state"),
        ["SANDBOX_TIME_SCALE"] = options.Scale.ToString(CultureInfo.InvariantCulture),
    };

    private static string Address() => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
}
