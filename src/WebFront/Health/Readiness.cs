using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Health;

/// <summary>Asks, for a moment only, whether a grain answers and its database is as it should be.</summary>
internal sealed partial class Readiness(GrainCalls grains, IHostApplicationLifetime host, TimeProvider time, ILogger<Readiness> log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private string? _logged;

    /// <returns>Null when all is well, otherwise what is not, in words for an operator.</returns>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        var reason = await AskAsync(cancellationToken);
        var before = Interlocked.Exchange(ref _logged, reason); // probes ask every few seconds
        if (reason is not null && reason != before)
            LogNotReady(log, reason);
        return reason;
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        if (host.ApplicationStopping.IsCancellationRequested)
            return "The process is stopping";
        try
        {
            return await grains.QueryAsync(q => q.CheckAsync(cancellationToken), cancellationToken)
                .WaitAsync(s_patience, time, cancellationToken);
        }
        catch (Exception lost) when (Outage.Explains(lost))
        {
            return $"No silo answers ({lost.GetType().Name})";
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Reason}")]
    private static partial void LogNotReady(ILogger log, string reason);
}
