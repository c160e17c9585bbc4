using System.Diagnostics;

namespace OrleansCalls.DevStack.Processes;

/// <summary>
/// A program started by this one, that never outlives it: the kernel ends it when this process dies, however it dies.
/// It has a session of its own, so that the terminal's Ctrl-C reaches this process alone, which then stops it in order.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long a stop may take before the process is killed, unless said otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private readonly ChildCommand command;
    private readonly Process process;

    private ChildProcess(ChildCommand command, Process process)
    {
        this.command = command;
        this.process = process;
        Exited = WaitForExitAsync(process);
    }

    public string Name => command.Name;

    public int Id => process.Id;

    /// <summary>Ends when the process has ended; its result is the exit code (128 + signal after a signal).</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ChildCommand command)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(command.LogPath)!);
        return new ChildProcess(command, LaunchThread.Start(StartInfo(command)));
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message shows the end of its log.</exception>
    public static async Task RunAsync(ChildCommand command, CancellationToken cancellationToken = default)
    {
        await using var child = Start(command);
        if (await child.Exited.WaitAsync(cancellationToken) is not 0 and var code)
        {
            throw new InvalidOperationException($"{child.Name} failed with exit code {code}.\n{child.LogTail()}");
        }
    }

    public void Signal(UnixSignal signal)
    {
        if (!Exited.IsCompleted)
        {
            UnixSignals.Send(Id, signal);
        }
    }

    /// <summary>Asks for a graceful stop and waits for it; kills the process when it takes longer than <paramref name="patience"/>.</summary>
    /// <returns>Whether it stopped by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan? patience = null)
    {
        Signal(command.StopSignal);
        Signal(UnixSignal.Continue); // a frozen process could not obey
        try
        {
            await Exited.WaitAsync(patience ?? DefaultPatience);
            return true;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>Ends the process and everything in its group at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (!Exited.IsCompleted)
        {
            UnixSignals.Send(-Id, UnixSignal.Kill);
            UnixSignals.Send(Id, UnixSignal.Kill); // before its setsid there is no group of that id
        }

        await Exited;
    }

    /// <summary>The last lines of the log, indented for a message.</summary>
    public string LogTail(int lines = 20) => File.Exists(command.LogPath)
        ? string.Join('\n', File.ReadLines(command.LogPath).TakeLast(lines).Select(line => "    " + line))
        : "    (no log)";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private static async Task<int> WaitForExitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Each of these programs replaces itself with the next, so that the process id stays the one that was started.</summary>
    private static ProcessStartInfo StartInfo(ChildCommand command)
    {
        string[] runAs = command.RunAs is { } user ? ["--reuid", user, "--regid", user, "--init-groups"] : [];
        string[] words =
        [
            "/bin/sh", "-c", """log=$1; shift; exec "$@" </dev/null >>"$log" 2>&1""", "sh", command.LogPath,
            "setpriv", .. runAs, "--pdeathsig", SetprivName(command.OrphanSignal),
            command.Program, .. command.Arguments,
        ];
        var info = new ProcessStartInfo("setsid", words) { WorkingDirectory = command.WorkingDirectory };
        foreach (var (name, value) in command.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static string SetprivName(UnixSignal signal) => signal switch
    {
        UnixSignal.Interrupt => "INT",
        UnixSignal.Terminate => "TERM",
        _ => "KILL",
    };
}
