namespace OrleansCalls.Grains.Limits;

/// <summary>How many calls a user may start.</summary>
public sealed record StartLimits
{
    /// <summary><c>Limits:StartsPerMinute</c>: how many within any minute; a start that failed does not count.</summary>
    public int PerMinute { get; init; } = 10;

    /// <summary><c>Limits:LiveCalls</c>: how many at once.</summary>
    public int Live { get; init; } = 2;
}
