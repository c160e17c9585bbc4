using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Limits;

/// <summary>How often an address may do what costs much.</summary>
internal static class RateLimits
{
    /// <summary>The policy of both start routes together.</summary>
    public const string Starts = "starts";

    public static void AddRateLimits(this IServiceCollection services, FrontLimits limits)
    {
        services.AddRateLimiter(options =>
        {
            options.AddPolicy(Starts, context => PerMinute(AddressGroup.Of(context), limits.StartsPerAddress));
            options.OnRejected = async (rejected, _) => await Failure.TooMany(
                rejected.HttpContext, Limit.StartsOfAnAddress, "Too many calls are started from this address", RetryAfter(rejected.Lease))
                .ExecuteAsync(rejected.HttpContext);
        });
    }

    public static RateLimitPartition<int> PerMinute(int group, int most) => RateLimitPartition.GetFixedWindowLimiter(
        group, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) });

    public static TimeSpan RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
}
