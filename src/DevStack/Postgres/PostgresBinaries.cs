using System.Globalization;

namespace OrleansCalls.DevStack.Postgres;

/// <summary>An installed Postgres: Debian keeps each major version's programs in a folder of its own, outside PATH.</summary>
internal sealed record PostgresBinaries(string Folder, string Major)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>The version that <paramref name="dataFolder"/> was made by if it is installed, else the newest.</summary>
    public static PostgresBinaries For(string dataFolder)
    {
        var versionFile = Path.Combine(dataFolder, "PG_VERSION");
        var made = File.Exists(versionFile) ? File.ReadAllText(versionFile).Trim() : null;
        var installed = Installed();
        return installed.Count == 0
            ? throw new InvalidOperationException("No Postgres server is installed. './dev up' installs it, or: apt-get install postgresql")
            : made is null
            ? installed[0]
            : installed.FirstOrDefault(found => found.Major == made)
            ?? throw new InvalidOperationException(
                $"The data in {dataFolder} was made by Postgres {made}, which is not installed (found: {installed[0].Major}). "
                + "Install that version, or delete the folder to begin anew.");
    }

    private static List<PostgresBinaries> Installed()
    {
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")) && File.Exists(Path.Combine(folder, "bin", "postgres")))
                .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var v) ? v : 0)
                .Select(folder => new PostgresBinaries(Path.Combine(folder, "bin"), Path.GetFileName(folder)))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            .Select(folder => new PostgresBinaries(folder, MajorOf(folder)));
        return [.. debian, .. onPath];
    }

    /// <summary>The first number in 'postgres (PostgreSQL) 16.3'.</summary>
    private static string MajorOf(string folder)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.FirstOrDefault(word => char.IsAsciiDigit(word[0]))?.Split('.', '\n')[0] ?? "unknown";
    }
}
