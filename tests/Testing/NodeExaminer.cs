using System.Diagnostics;

namespace OrleansCalls.Testing;

/// <summary>
/// Runs scripts of a test project's folder <c>node</c> with packages from npm, which know better than we what is valid:
/// <c>[assembly: AssemblyFixture(typeof(NodeExaminer))]</c>. Node 20 or later is <c>node</c> on the PATH, or what the environment
/// variable <c>NODE</c> names; the packages are installed beside the scripts in the output folder, once.
/// </summary>
public sealed class NodeExaminer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "node");

    private readonly Lazy<Task> _installed = new(InstallAsync);

    private static string Program => Environment.GetEnvironmentVariable("NODE") is { Length: > 0 } node ? node : "node";

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Its name, for example <c>rooms.mjs</c>.</param>
    /// <param name="environment">What the script reads from its environment.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>Its standard output. A script that fails throws with everything it said.</returns>
    public async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, string input = "")
    {
        await _installed.Value;
        return await RunProgramAsync(Program, [script], environment, input);
    }

    private static async Task InstallAsync()
    {
        var marker = Path.Combine(Folder, "node_modules", ".installed-for");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted)
            return;

        var beside = Path.Combine(Path.GetDirectoryName(Program) ?? "", "npm");
        await RunProgramAsync(File.Exists(beside) ? beside : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], new Dictionary<string, string>(), "");
        await File.WriteAllTextAsync(marker, wanted);
    }

    private static async Task<string> RunProgramAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode is 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
