using OrleansCalls.Chaos.Processes;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.Chaos.Faults;

/// <summary>Lets faults of processes happen and brings each process back. A process has one fault at a time; several may be hit at once.</summary>
internal sealed class FaultInjector(Stack stack, SandboxWeather weather, FaultLog log, CancellationToken cancellationToken) : IDisposable
{
    private readonly SemaphoreSlim[] silos = [new(1), new(1)];
    private readonly SemaphoreSlim front = new(1);
    private readonly SemaphoreSlim postgres = new(1);
    private readonly SemaphoreSlim s3 = new(1);
    private readonly SemaphoreSlim sandbox = new(1);
    private readonly SemaphoreSlim model = new(1);

    /// <summary>Returns when the fault is over and its process was started again.</summary>
    public Task InflictAsync(PlannedFault fault)
    {
        var silo = fault.Second ? 1 : 0;
        return fault.Kind switch
        {
            FaultKind.SiloKill => DownAsync(fault, stack.Silos[silo], silos[silo], program => program.KillAsync()),
            FaultKind.SiloStop => DownAsync(fault, stack.Silos[silo], silos[silo], program => program.StopAsync()),
            FaultKind.SiloFreeze => FreezeAsync(fault, stack.Silos[silo], silos[silo]),
            FaultKind.BothSilosKill => Task.WhenAll(
                stack.Silos.Zip(silos, (program, gate) => DownAsync(fault, program, gate, p => p.KillAsync()))),
            FaultKind.FrontKill => DownAsync(fault, stack.Front, front, program => program.KillAsync()),
            FaultKind.FrontStop => DownAsync(fault, stack.Front, front, program => program.StopAsync()),
            FaultKind.FrontFreeze => FreezeAsync(fault, stack.Front, front),
            FaultKind.PostgresRestart => StrikeAsync(
                fault, postgres, stack.Postgres.StopImmediatelyAsync, () => stack.Postgres.StartAgainAsync(cancellationToken)),
            FaultKind.PostgresKill => StrikeAsync(
                fault, postgres, stack.Postgres.KillAsync, () => stack.Postgres.StartAgainAsync(cancellationToken)),
            FaultKind.S3Kill => StrikeAsync(fault, s3, stack.S3.KillAsync, () => stack.S3.StartAgainAsync(cancellationToken)),
            FaultKind.S3Freeze => StrikeAsync(
                fault, s3, Do(() => stack.S3.Signal(UnixSignal.Freeze)), Do(() => stack.S3.Signal(UnixSignal.Continue))),
            FaultKind.SandboxKill => StrikeAsync(fault, sandbox, stack.Sandbox.KillAsync, RestartSandboxAsync),
            FaultKind.SandboxFreeze => FreezeAsync(fault, stack.Sandbox, sandbox),
            FaultKind.ModelAway => StrikeAsync(fault, model, Do(() => stack.Model.Away = true), Do(() => stack.Model.Away = false)),
            FaultKind.ModelSlow => StrikeAsync(
                fault, model, Do(() => stack.Model.Delay = fault.Length * 2), Do(() => stack.Model.Delay = TimeSpan.Zero)),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "No such fault"),
        };
    }

    public void Dispose()
    {
        foreach (var gate in silos.Concat([front, postgres, s3, sandbox, model]))
        {
            gate.Dispose();
        }
    }

    private Task DownAsync(PlannedFault fault, ServerProgram program, SemaphoreSlim gate, Func<ServerProgram, Task> down) =>
        StrikeAsync(fault, gate, () => down(program), Do(program.Start));

    private Task FreezeAsync(PlannedFault fault, ServerProgram program, SemaphoreSlim gate) =>
        StrikeAsync(fault, gate, Do(program.Freeze), Do(program.Thaw));

    private async Task StrikeAsync(PlannedFault fault, SemaphoreSlim gate, Func<Task> strike, Func<Task> restore)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var from = TimeProvider.System.GetUtcNow();
            await strike();
            try
            {
                await Task.Delay(fault.Length, TimeProvider.System, cancellationToken);
            }
            finally
            {
                await restore();
            }

            log.Add($"process.{fault.Kind}", from, TimeProvider.System.GetUtcNow());
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A restarted sandbox knows no faults.</summary>
    private Task RestartSandboxAsync()
    {
        stack.Sandbox.Start();
        return weather.ApplyAsync();
    }

    private static Func<Task> Do(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };
}
