using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Stack;

/// <summary>Starts one of the solution's programs from its build output.</summary>
internal static class DotnetProgram
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    /// <returns>The part, once a GET of <paramref name="health"/> answers 200.</returns>
    public static async Task<StackPart> StartAsync(
        string name, string dll, string logFolder, Dictionary<string, string?> environment, Uri health, CancellationToken cancellationToken)
    {
        environment["NO_PROXY"] = environment["no_proxy"] = "127.0.0.1,localhost"; // the parts speak to each other directly
#pragma warning disable CA2000 // the part owns it; on failure it is disposed here
        var process = ChildProcess.Start(new ChildCommand
#pragma warning restore CA2000
        {
            Name = name,
            Program = Environment.ProcessPath!, // this program was started as 'dotnet x.dll' too
            Arguments = [dll],
            Environment = environment,
            LogPath = Path.Combine(logFolder, name + ".log"),
            WorkingDirectory = Path.GetDirectoryName(dll)!,
        });
        try
        {
            await Readiness.WaitAsync(process, StartPatience, cancellation => Readiness.AnswersAsync(health, cancellation), cancellationToken);
            return new StackPart(name, Path.Combine(logFolder, name + ".log"), process.Exited, process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
