using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Health;

/// <summary>Asks, for a moment only, whether a grain answers and its database is as it should be.</summary>
internal sealed class Readiness(GrainCalls grains, IHostApplicationLifetime host, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <returns>Null when all is well, otherwise what is not, in words for an operator.</returns>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
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
}
