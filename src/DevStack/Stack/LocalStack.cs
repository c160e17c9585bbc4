using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.DevStack.S3;
using OrleansCalls.DevStack.Secrets;

namespace OrleansCalls.DevStack.Stack;

/// <summary>Postgres, S3, the LiveKit sandbox and the app, started in this order and stopped in reverse.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private const string DatabaseName = "orleanscalls";

    private readonly List<StackPart> parts = [];
    private readonly Dictionary<string, string?> appSettings = [];
    private readonly StackFolder folder;
    private readonly UserSettings user;
    private readonly Action<string> say;

    private LocalStack(StackFolder folder, UserSettings user, Action<string> say)
    {
        this.folder = folder;
        this.user = user;
        this.say = say;
        Urls = ListenUrls.From(user.AspNetCoreUrls);
    }

    public StackAddresses Addresses => new()
    {
        Api = Urls.Api,
        DatabaseUrl = user.DatabaseUrl ?? appSettings["DATABASE_URL"]!,
        LivekitUrl = user.HasLiveKit ? user.LiveKitUrl : appSettings["LIVEKIT_URL"],
        S3Endpoint = user.HasS3 ? user.S3Endpoint : appSettings["RECORDING_S3_ENDPOINT"],
    };

    private ListenUrls Urls { get; }

    /// <summary>Returns when every part answers. When one does not, or the wait is cancelled, what was started is stopped again.</summary>
    public static async Task<LocalStack> StartAsync(
        Checkout checkout, LocalSecrets secrets, UserSettings user, Action<string> say, CancellationToken cancellationToken)
    {
        var stack = new LocalStack(StackFolder.Claim(checkout), user, say);
        try
        {
            await stack.StartPartsAsync(checkout, secrets, cancellationToken);
            stack.folder.Announce(stack.Addresses);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the first part that ends without having been asked to.</summary>
    /// <returns>What to tell the user.</returns>
    public async Task<string> FirstDeathAsync()
    {
        await Task.WhenAny(parts.Select(part => part.Exited));
        var dead = parts.First(part => part.Exited.IsCompleted);
        var tail = string.Join('\n', File.ReadLines(dead.LogPath).TakeLast(20).Select(line => "    " + line));
        return $"{dead.Name} ended unexpectedly with exit code {await dead.Exited}. The end of {dead.LogPath}:\n{tail}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.AsEnumerable().Reverse())
        {
            say($"stopping {part.Name}");
            await part.Server.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task StartPartsAsync(Checkout checkout, LocalSecrets secrets, CancellationToken cancellationToken)
    {
        say($"data and logs are in {folder.Path}");
        await (user.DatabaseUrl is null ? StartPostgresAsync(secrets, cancellationToken) : UseTheirs("DATABASE_URL"));
        await (user.HasS3 ? UseTheirs("RECORDING_S3_*") : StartS3Async(secrets, cancellationToken));
        await (user.HasLiveKit ? UseTheirs("LIVEKIT_*") : StartSandboxAsync(checkout, secrets, cancellationToken));
        await StartAppAsync(checkout, cancellationToken);
    }

    private Task UseTheirs(string setting)
    {
        say($"{setting} is set: using that, starting none");
        return Task.CompletedTask;
    }

    private async Task StartPostgresAsync(LocalSecrets secrets, CancellationToken cancellationToken)
    {
        say("starting Postgres");
        var server = await PostgresServer.StartAsync(
            new PostgresOptions { Folder = Path.Combine(folder.Path, "postgres"), LogFolder = folder.Logs, Password = secrets.PostgresPassword },
            cancellationToken);
        parts.Add(new StackPart("postgres", server.LogPath, server.Exited, server));
        appSettings["DATABASE_URL"] = (await server.CreateDatabaseAsync(DatabaseName, cancellationToken)).Url;
    }

    private async Task StartS3Async(LocalSecrets secrets, CancellationToken cancellationToken)
    {
        say("starting S3");
        var server = await S3Server.StartAsync(
            new S3Options { Folder = Path.Combine(folder.Path, "s3"), LogFolder = folder.Logs, Secret = secrets.S3Secret }, cancellationToken);
        parts.Add(new StackPart("s3", server.LogPath, server.Exited, server));
        appSettings["RECORDING_S3_ACCESS_KEY"] = server.AccessKey;
        appSettings["RECORDING_S3_SECRET"] = server.Secret;
        appSettings["RECORDING_S3_BUCKET"] = server.Bucket;
        appSettings["RECORDING_S3_REGION"] = server.Region;
        appSettings["RECORDING_S3_ENDPOINT"] = server.Endpoint;
    }

    private async Task StartSandboxAsync(Checkout checkout, LocalSecrets secrets, CancellationToken cancellationToken)
    {
        say("starting the LiveKit sandbox");
        var address = ListenUrls.From(null);
        appSettings["LIVEKIT_URL"] = address.Api.Replace("http://", "ws://", StringComparison.Ordinal);
        appSettings["LIVEKIT_API_KEY"] = secrets.LiveKitApiKey;
        appSettings["LIVEKIT_API_SECRET"] = secrets.LiveKitApiSecret;
        Dictionary<string, string?> settings = new()
        {
            ["ASPNETCORE_URLS"] = address.Value,
            ["LIVEKIT_API_KEY"] = secrets.LiveKitApiKey,
            ["LIVEKIT_API_SECRET"] = secrets.LiveKitApiSecret,
            ["SANDBOX_AGENTS"] = user.VoiceAgentName,
            ["SANDBOX_WEBHOOK_URLS"] = Urls.Api + "/api/livekit/webhook",
        };
        parts.Add(await DotnetProgram.StartAsync(
            "sandbox", checkout.ProgramOf("LiveKit.Sandbox"), folder.Logs, settings, new Uri(address.Api), cancellationToken));
    }

    /// <summary>Silo and web front in one process.</summary>
    private async Task StartAppAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        say("starting the app");
        Dictionary<string, string?> settings = new(appSettings)
        {
            ["ASPNETCORE_URLS"] = Urls.Value,
            ["PUBLIC_BASE_URL"] = user.PublicBaseUrl ?? Urls.Api,
            ["AUTH_JWT_SECRET"] = user.AuthJwtSecret,
            ["VOICE_AGENT_NAME"] = user.VoiceAgentName,
            ["VOICE_AGENT_SECRET"] = user.VoiceAgentSecret,
            ["AUTH_JWT_SECRET_FILE"] = null, // what they hold was read, and is set above
            ["VOICE_AGENT_SECRET_FILE"] = null,
            ["Database__MigrateAtStart"] = "true",
            ["Cluster__Clustering"] = "Localhost",
            ["Cluster__SiloPort"] = $"{FreePort.Next()}",
            ["Cluster__GatewayPort"] = $"{FreePort.Next()}",
            ["Web__Enabled"] = "true",
            ["Webhooks__AllowPrivateTargets"] = "true", // a developer's receiver is on this machine
        };
        parts.Add(await DotnetProgram.StartAsync(
            "app", checkout.ProgramOf("Silo"), folder.Logs, settings, new Uri(Urls.Api + "/health/ready"), cancellationToken));
    }
}
