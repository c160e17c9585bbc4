namespace OrleansCalls.Grains.Calls;

/// <summary>
/// When the sweep shall look at a call in case that its activation dies: somewhat after the plan would, and moved seldom,
/// because moving it costs Postgres an index entry.
/// </summary>
internal static class DueTime
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromMinutes(5);

    public static DateTimeOffset? For(CallState call, CallPlan plan, DateTimeOffset now)
    {
        if (plan.IsComplete)
        {
            return null;
        }

        var busy = call.Room.Sid is null || call.EndedAt() is not null || call.End is not null;
        var wanted = Times.Later(now + (busy ? WhileBusy : WhileHealthy), plan.LookAgainAt + Slack);
        return call.DueAt is { } due && due > now + Slack && due <= wanted ? due : wanted;
    }
}
