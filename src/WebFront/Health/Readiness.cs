using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Health;

/// <summary>Asks, once and briefly, whether a grain answers and its database is as it should be.</summary>
internal sealed class Readiness(IGrainFactory grains, IHostApplicationLifetime host, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <returns>Null when all is well, otherwise what is not, in words for an operator.</returns>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        if (host.ApplicationStopping.IsCancellationRequested)
            return "The process is stopping";
        try
        {
            return await grains.GetGrain<ICallQueryGrain>(0).CheckAsync(cancellationToken)
                .WaitAsync(s_patience, time, cancellationToken);
        }
        catch (Exception lost) when (Outage.Explains(lost))
        {
            return $"No silo answers ({lost.GetType().Name})";
        }
    }
}
