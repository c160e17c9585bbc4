using System.Security.Cryptography;
using Npgsql;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Postgres;

/// <summary>A Postgres of our own on a loopback port, from the machine's installed binaries. It dies with this process.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly PostgresCluster cluster;
    private readonly PostgresOptions options;
    private readonly string password;
    private ChildProcess? process;

    private PostgresServer(PostgresCluster cluster, PostgresOptions options, string password)
    {
        this.cluster = cluster;
        this.options = options;
        this.password = password;
        Port = options.Port ?? FreePort.Next();
    }

    public int Port { get; }

    public string LogPath => cluster.LogPath;

    /// <summary>Ends when the server's present process has ended, with its exit code.</summary>
    public Task<int> Exited => Running.Exited;

    private ChildProcess Running => process ?? throw new InvalidOperationException("Postgres was never started.");

    /// <summary>Makes the data folder if there is none, starts the server and returns when it answers.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresOptions();
        var password = options.Password ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        var cluster = await PostgresCluster.PrepareAsync(options, password, cancellationToken);
        var server = new PostgresServer(cluster, options, password);
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

        for (var left = 40; ; left--)
        {
            process = ChildProcess.Start(cluster.ServerCommand(Port, options));
            try
            {
                await Readiness.WaitAsync(process, StartPatience, AnswersAsync, cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (left > 0 && PredecessorIsStillLeaving(process))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>A 'fast' stop: open transactions are rolled back, clients cut off.</summary>
    public Task StopAsync() => Running.StopAsync();

    /// <summary>An 'immediate' stop: clients are cut off, and the next start recovers what was committed from the log.</summary>
    public Task StopImmediatelyAsync()
    {
        Running.Signal(UnixSignal.Quit);
        return Running.Exited;
    }

    /// <summary>kill -9: what was committed is there again after <see cref="StartAgainAsync"/>.</summary>
    public Task KillAsync() => Running.KillAsync();

    /// <summary>Makes a database, empty unless there is one of that name.</summary>
    /// <param name="name">Null: a new name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        var database = Database(name ?? $"db_{Guid.NewGuid():n}");
        await using var connection = new NpgsqlConnection(Database(Superuser).ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new() { Value = database.Name } },
        };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(database.Name);
#pragma warning disable CA2100 // 'create database' takes no parameters; the name is quoted
            await using var create = new NpgsqlCommand($"create database {quoted}", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        return database;
    }

    /// <summary>The address of a database, which need not exist.</summary>
    public PostgresDatabase Database(string name) => new(
        name,
        $"postgres://{Superuser}:{password}@127.0.0.1:{Port}/{Uri.EscapeDataString(name)}",
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = Superuser,
            Password = password,
            Database = name,
        }.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        if (options.Folder is null)
        {
            Directory.Delete(cluster.Folder, recursive: true);
        }
    }

    /// <summary>After a kill, the folder belongs for a moment longer to the killed server's children, or to an orphan that shuts down.</summary>
    private static bool PredecessorIsStillLeaving(ChildProcess failed) =>
        failed.Exited.IsCompleted
        && failed.LogTail(4) is var tail
        && (tail.Contains("postmaster.pid", StringComparison.Ordinal) || tail.Contains("shared memory block", StringComparison.Ordinal));

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Database(Superuser).ConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new InvalidOperationException($"The data in {cluster.Folder} was made with another password. Delete the folder to begin anew.", e);
        }
        catch (NpgsqlException)
        {
            return false; // refused, or 'the database system is starting up'
        }
    }
}
