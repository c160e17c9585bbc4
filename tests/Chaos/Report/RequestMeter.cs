using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Report;

/// <summary>Counts what healthy live calls cost LiveKit while nothing else happens.</summary>
internal sealed class RequestMeter(SandboxControl sandbox, double scale)
{
    /// <summary>How many calls live meanwhile.</summary>
    public const int Calls = 40;

    /// <summary>From the last join until recorders run and agents are there, at a scale of 1.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(60);

    /// <summary>How long is counted, at a scale of 1: a whole number of looks of each kind.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(320);

    /// <returns>Requests a call and minute by method, at a scale of 1; null when not all calls came to live.</returns>
    public async Task<IReadOnlyDictionary<string, double>?> MeasureAsync(LivesRunner lives, CancellationToken cancellationToken)
    {
        Terminal.Progress($"{Calls} calls stay, to count what they cost LiveKit");
        bool? allLive;
        while ((allLive = AllLive(lives.Ledgers)) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }

        if (allLive is false)
        {
            return null;
        }

        await Task.Delay(Beginning * scale, TimeProvider.System, cancellationToken);
        var before = await sandbox.RequestsAsync(cancellationToken);
        await Task.Delay(Window * scale, TimeProvider.System, cancellationToken);
        var after = await sandbox.RequestsAsync(cancellationToken);
        return after.ToDictionary(
            method => method.Key, method => (method.Value - before.GetValueOrDefault(method.Key)) / (Calls * Window.TotalMinutes));
    }

    /// <returns>Whether every call lives; null while some may still come to.</returns>
    internal static bool? AllLive(IReadOnlyCollection<CallLedger> ledgers) =>
        ledgers.Any(ledger => ledger.LastActAt is not null) ? false
        : ledgers.Count(ledger => ledger.Joined) >= Calls ? true
        : null;
}
