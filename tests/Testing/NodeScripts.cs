using System.Diagnostics;

namespace OrleansCalls.Testing;

/// <summary>
/// Runs scripts of the folder <c>node</c> that the test project copies to its output, with what the folder's
/// <c>package-lock.json</c> names installed beside them, once: <c>[assembly: AssemblyFixture(typeof(NodeScripts))]</c>. Node 20 or
/// later is <c>node</c> on the PATH, or what the environment variable <c>NODE</c> names.
/// </summary>
public sealed class NodeScripts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lazy<Task> _installed;

    public NodeScripts() => _installed = new Lazy<Task>(InstallAsync);

    /// <summary>Where the scripts lie: also a place for what they are to read.</summary>
    public string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "node");

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

    /// <summary>Runs a program that a package of the folder brings, for example <c>tsc</c>.</summary>
    public async Task<string> RunPackageAsync(string program, params string[] arguments)
    {
        await _installed.Value;
        return await RunProgramAsync(Program, [Path.Combine("node_modules", ".bin", program), .. arguments], new Dictionary<string, string>(), "");
    }

    private async Task InstallAsync()
    {
        var marker = Path.Combine(Folder, "node_modules", ".installed-for");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted)
        {
            return;
        }

        var beside = Path.Combine(Path.GetDirectoryName(Program) ?? "", "npm");
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
        await RunProgramAsync(File.Exists(beside) ? beside : "npm", arguments, new Dictionary<string, string>(), "");
        await File.WriteAllTextAsync(marker, wanted);
    }

    private async Task<string> RunProgramAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code says how.
        }

        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end:\n{await output}\n{await errors}");
        }

        return process.ExitCode is 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
