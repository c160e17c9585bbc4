using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.Chaos.Processes;

/// <summary>One of the solution's programs, kept running as an orchestrator would: it is started again when it ends by itself.</summary>
internal sealed class ServerProgram(ChildCommand command) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Lock gate = new();
    private ChildProcess? process;
    private bool heldDown = true;
    private int deaths;

    public string Name => command.Name;

    /// <summary>How often it ended without having been told to.</summary>
    public int Deaths => deaths;

    public void Start()
    {
        lock (gate)
        {
            heldDown = false;
            process = ChildProcess.Start(command);
            _ = SuperviseAsync(process);
        }
    }

    /// <summary>kill -9; it stays down until the next start.</summary>
    public Task KillAsync() => HoldDown().KillAsync();

    /// <summary>SIGTERM; it stays down until the next start.</summary>
    public Task StopAsync() => HoldDown().StopAsync();

    /// <summary>SIGSTOP: it holds its connections and answers nothing.</summary>
    public void Freeze() => Running().Signal(UnixSignal.Freeze);

    public void Thaw() => Running().Signal(UnixSignal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await HoldDown().DisposeAsync();
        }
    }

    private ChildProcess HoldDown()
    {
        lock (gate)
        {
            heldDown = true;
            return Running();
        }
    }

    private ChildProcess Running()
    {
        lock (gate)
        {
            return process ?? throw new InvalidOperationException($"{Name} was never started.");
        }
    }

    private async Task SuperviseAsync(ChildProcess child)
    {
        await child.Exited;
        lock (gate)
        {
            if (heldDown || process != child)
            {
                return;
            }

            deaths++;
        }

        await Task.Delay(Pause, TimeProvider.System);
        lock (gate)
        {
            if (!heldDown && process == child)
            {
                Start();
            }
        }
    }
}
