using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Report;

/// <summary>Counts what healthy live calls cost LiveKit while nothing else happens.</summary>
internal sealed class RequestMeter(SandboxControl sandbox, double scale)
{
    /// <summary>How many calls live meanwhile.</summary>
    public const int Calls = 40;

    /// <summary>Until they have begun: recorder running, agent there. At a scale of 1.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(60);

    /// <summary>How long is counted, at a scale of 1: a whole number of looks of each kind.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <returns>Requests a call and minute, at a scale of 1.</returns>
    public async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        Terminal.Progress($"{Calls} calls stay, to count what they cost LiveKit");
        await Task.Delay(Beginning * scale, TimeProvider.System, cancellationToken);
        var before = await sandbox.RequestsAsync(cancellationToken);
        await Task.Delay(Window * scale, TimeProvider.System, cancellationToken);
        var requests = await sandbox.RequestsAsync(cancellationToken) - before;
        return requests / (Calls * Window.TotalMinutes);
    }
}
