using System.Globalization;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Postgres;

/// <summary>A data folder made by initdb, and the command that serves it.</summary>
internal sealed class PostgresCluster
{
    private readonly PostgresBinaries binaries;

    private PostgresCluster(string folder, string? logFolder)
    {
        Folder = folder;
        LogPath = Path.Combine(logFolder ?? folder, "postgres.log");
        binaries = PostgresBinaries.For(DataFolder);
    }

    public string Folder { get; }

    public string LogPath { get; }

    private string DataFolder => Path.Combine(Folder, "data");

    public static async Task<PostgresCluster> PrepareAsync(PostgresOptions options, string password, CancellationToken cancellationToken)
    {
        var folder = options.Folder ?? Path.Combine(Path.GetTempPath(), $"orleanscalls-postgres-{Guid.NewGuid():n}");
        var cluster = new PostgresCluster(PostgresFolder.ReachableFor(folder), options.LogFolder);
        await cluster.MakeFolderAsync(cancellationToken);
        if (!Directory.Exists(cluster.DataFolder))
        {
            await cluster.InitializeAsync(password, options.Durable, cancellationToken);
        }

        return cluster;
    }

    public ChildCommand ServerCommand(int port, PostgresOptions options)
    {
        Dictionary<string, string> settings = new()
        {
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = string.Empty,
            ["max_connections"] = "200",
        };
        if (!options.Durable)
        {
            settings["fsync"] = settings["full_page_writes"] = "off"; // not synchronous_commit: a killed server would forget commits
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return Command("Postgres", binaries.Server, ["-D", DataFolder, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
    }

    /// <summary>initdb works in a folder beside the final one, so that an interrupted one leaves nothing that looks finished.</summary>
    private async Task InitializeAsync(string password, bool durable, CancellationToken cancellationToken)
    {
        var unfinished = DataFolder + ".new";
        var passwordFile = Path.Combine(Folder, "password");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await ChildProcess.RunAsync(
            Command("The password file", "/bin/sh", ["-c", "umask 077; printf %s \"$INITIAL_PASSWORD\" > \"$1\"", "sh", passwordFile]) with
            {
                Environment = new Dictionary<string, string?> { ["INITIAL_PASSWORD"] = password },
            },
            cancellationToken);
        try
        {
            string[] speed = durable ? [] : ["--no-sync"];
            await ChildProcess.RunAsync(
                Command(
                    "initdb",
                    binaries.InitDb,
                    ["-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", .. speed]),
                cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, DataFolder);
    }

    private async Task MakeFolderAsync(CancellationToken cancellationToken)
    {
        if (PostgresFolder.User is not { } user)
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        var parent = Path.GetDirectoryName(Folder)!;
        var log = Folder + ".log";
        Directory.CreateDirectory(parent);
        try
        {
            await ChildProcess.RunAsync(
                new ChildCommand
                {
                    Name = "Making a folder for the user postgres",
                    Program = "install",
                    Arguments = ["-d", "-m", "700", "-o", user, "-g", user, Folder],
                    LogPath = log,
                    WorkingDirectory = parent,
                },
                cancellationToken);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private ChildCommand Command(string name, string program, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Program = program,
        Arguments = arguments,
        LogPath = LogPath,
        WorkingDirectory = Folder,
        RunAs = PostgresFolder.User,
        StopSignal = UnixSignal.Interrupt,
        OrphanSignal = UnixSignal.Interrupt,
        Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8", ["PGDATA"] = null },
    };
}
