using System.Threading.RateLimiting;

namespace OrleansCalls.WebFront.Limits;

/// <summary>
/// How often addresses showed what is no token and no key. One that did so too often is answered 429 for the rest of the minute, and
/// a key of the agent's is not looked at: it cannot be guessed. Tokens that are good are let in all the same, because others may
/// share the address, and a signature cannot be guessed in any number of attempts.
/// </summary>
internal sealed class FailedSignIns(FrontLimits limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _attempts = PartitionedRateLimiter.Create<HttpContext, int>(
        context => RateLimits.PerMinute(AddressGroup.Of(context), limits.FailedSignIns));

    /// <summary>Whether this address has failed too often.</summary>
    public bool AreTooMany(HttpContext context) => _attempts.GetStatistics(context) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts one more.</summary>
    /// <returns>Null, or how long to wait where there were too many.</returns>
    public TimeSpan? Count(HttpContext context)
    {
        using var lease = _attempts.AttemptAcquire(context);
        return lease.IsAcquired ? null : RateLimits.RetryAfter(lease);
    }

    public void Dispose() => _attempts.Dispose();
}
