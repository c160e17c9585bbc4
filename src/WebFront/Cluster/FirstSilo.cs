namespace OrleansCalls.WebFront.Cluster;

/// <summary>Waits for a silo, or for the database that says where silos are, instead of ending the front.</summary>
internal sealed partial class FirstSilo(TimeProvider time, ILogger<FirstSilo> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(logger, exception.GetType().Name);
        await Task.Delay(s_pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "No silo yet ({Reason}); trying again")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
