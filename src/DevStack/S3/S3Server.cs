using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.S3;

/// <summary>
/// An S3 API of our own on a loopback port: Debian's python3-swift in one process (see s3server.py). It verifies signatures,
/// presigned addresses and their expiry as the real one does. It dies with this process.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>Swift wants exactly one colon: account and user.</summary>
    private const string Key = "orleanscalls:recorder";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly S3Options options;
    private readonly string folder;
    private ChildProcess? process;

    private S3Server(S3Options options)
    {
        this.options = options;
        folder = Path.GetFullPath(options.Folder ?? Path.Combine(Path.GetTempPath(), $"orleanscalls-s3-{Guid.NewGuid():n}"));
        Secret = options.Secret ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        Endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port ?? FreePort.Next()}");
    }

    /// <summary>The address, without a slash at its end; path style only.</summary>
    public string Endpoint { get; }

    public string AccessKey { get; } = Key;

    public string Secret { get; }

    public string Region { get; } = "us-east-1";

    public string Bucket => options.Bucket;

    public string LogPath => Path.Combine(options.LogFolder ?? folder, "s3.log");

    /// <summary>Ends when the server's present process has ended, with its exit code.</summary>
    public Task<int> Exited => Running.Exited;

    private ChildProcess Running => process ?? throw new InvalidOperationException("The S3 server was never started.");

    /// <summary>Starts the server and returns when it answers and has its bucket.</summary>
    public static async Task<S3Server> StartAsync(S3Options? options = null, CancellationToken cancellationToken = default)
    {
        var server = new S3Server(options ?? new S3Options());
        try
        {
            await server.StartAgainAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again, on the same port, after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (process is { Exited.IsCompleted: false })
        {
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        process = ChildProcess.Start(Command());
        var health = new Uri(Endpoint + "/healthcheck");
        await Readiness.WaitAsync(process, StartPatience, cancellation => Readiness.AnswersAsync(health, cancellation), cancellationToken);
        using var client = CreateClient();
        try
        {
            await client.PutBucketAsync(Bucket, cancellationToken);
        }
        catch (BucketAlreadyOwnedByYouException)
        {
            // from an earlier run
        }
    }

    public Task StopAsync() => Running.StopAsync();

    /// <summary>kill -9.</summary>
    public Task KillAsync() => Running.KillAsync();

    /// <summary>For freezing the server and letting it go on.</summary>
    public void Signal(UnixSignal signal) => Running.Signal(signal);

    /// <summary>A client with the settings that this and most other S3-compatible servers need. The caller disposes it.</summary>
    public AmazonS3Client CreateClient() => new(
        new BasicAWSCredentials(AccessKey, Secret),
        new AmazonS3Config
        {
            ServiceURL = Endpoint,
            AuthenticationRegion = Region,
            ForcePathStyle = true,
            UseHttp = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        if (options.Folder is null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The system's Python, because that is the one which Debian's packages are for.</summary>
    private ChildCommand Command() => new()
    {
        Name = "S3",
        Program = "/usr/bin/python3",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "S3", "s3server.py"), folder, new Uri(Endpoint).Port.ToString(CultureInfo.InvariantCulture)],
        Environment = new Dictionary<string, string?>
        {
            ["S3_ACCESS_KEY"] = AccessKey,
            ["S3_SECRET_KEY"] = Secret,
            ["S3_REGION"] = Region,
            ["PYTHONPATH"] = null,
            ["PYTHONHOME"] = null,
        },
        LogPath = LogPath,
        WorkingDirectory = folder,
    };
}
