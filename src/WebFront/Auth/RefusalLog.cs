using System.Security.Claims;
using System.Threading.RateLimiting;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Auth;

/// <summary>
/// Tells the log who was refused: whose token or key was not good, who asked for what is another's, and who asked too often. Of
/// one address, and of one user, a minute has so many lines; more would only fill a disk.
/// </summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> log) : IDisposable
{
    public const int LinesPerMinute = 20;

    private readonly PartitionedRateLimiter<int> _lines =
        PartitionedRateLimiter.Create<int, int>(group => RateLimits.PerMinute(group, LinesPerMinute));

    /// <summary>Tells of a request that was answered, if it was refused.</summary>
    public void Tell(HttpContext context)
    {
        if (context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests
            && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            && MayTell(AddressGroup.Of(context)))
            LogRefused(log, context.Response.StatusCode, context.Request.Method, '/' + route.Trim('/'), User(context), Shown(context.Request.Headers), context.Connection.RemoteIpAddress);
    }

    /// <summary>Tells of a key that was not good where its answer does not say so.</summary>
    public void TellOfKey(HttpContext context)
    {
        if (MayTell(AddressGroup.Of(context)))
            LogKey(log, Shown(context.Request.Headers), context.Request.Path, context.Connection.RemoteIpAddress);
    }

    /// <summary>Tells why a webhook was not taken for LiveKit's. All of them share so many lines.</summary>
    public void TellOfWebhook(string reason)
    {
        if (MayTell(0))
            LogWebhook(log, reason);
    }

    /// <summary>Tells of a user who asked for another's call, to whom it looked as if there were none.</summary>
    public void TellOfAnothers(string user, string room)
    {
        if (MayTell(user.GetHashCode(StringComparison.Ordinal)))
            LogAnothers(log, RoomName.Plain(user), room);
    }

    public void Dispose() => _lines.Dispose();

    private bool MayTell(int group)
    {
        using var lease = _lines.AttemptAcquire((int)((uint)group % AddressGroup.Count));
        return lease.IsAcquired;
    }

    private static string User(HttpContext context) =>
        context.User.FindFirstValue(UserTokens.SubjectClaim) is { } user ? RoomName.Plain(user) : "nobody";

    private static string Shown(IHeaderDictionary headers) =>
        headers.Authorization.Count > 0 ? "a token"
        : headers.ContainsKey(AuthSetup.AgentHeader) ? "the agent's key"
        : headers.ContainsKey(AuthSetup.OperatorHeader) ? "an operator's key"
        : "nothing";

    [LoggerMessage(LogLevel.Information, "Refused with {Status}: {Method} {Route} by {User}, who showed {Shown}, from {Address}")]
    private static partial void LogRefused(ILogger log, int status, string method, string route, string user, string shown, System.Net.IPAddress? address);

    [LoggerMessage(LogLevel.Information, "Not let in: {Shown} at {Path}, from {Address}")]
    private static partial void LogKey(ILogger log, string shown, string path, System.Net.IPAddress? address);

    [LoggerMessage(LogLevel.Information, "Webhook refused: {Reason}")]
    private static partial void LogWebhook(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Refused with 404: {User} asked for {Room}, which is another user's")]
    private static partial void LogAnothers(ILogger log, string user, string room);
}
