using System.Diagnostics;

namespace OrleansCalls.DevStack.Postgres;

/// <summary>What a database holds, as SQL, by <c>pg_dump</c>.</summary>
public static class PostgresDump
{
    /// <summary>Reads the whole database.</summary>
    /// <param name="url">Its postgres:// address.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> ReadAsync(string url, CancellationToken cancellationToken = default)
    {
        var program = Path.Combine(PostgresBinaries.For(dataFolder: "").Folder, "pg_dump");
        using var process = Process.Start(new ProcessStartInfo(program, ["--dbname", url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var dump = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode is 0 ? dump : throw new InvalidOperationException("pg_dump: " + await errors);
    }
}
