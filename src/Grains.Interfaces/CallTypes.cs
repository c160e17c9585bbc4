namespace OrleansCalls.Grains.Interfaces;

/// <summary>What follows from a <see cref="CallType"/>: its wire name and LiveKit's limits for its room.</summary>
public static class CallTypes
{
    /// <summary>The name in JSON and in the database.</summary>
    public static string Name(this CallType type) => type is CallType.Scheduled ? "scheduled" : "on-demand";

    /// <summary>The type of this name, or null.</summary>
    public static CallType? Parse(string? name) => name switch
    {
        "on-demand" => CallType.OnDemand,
        "scheduled" => CallType.Scheduled,
        _ => null,
    };

    /// <summary>How long people may talk, from the first human's join.</summary>
    public static TimeSpan MaxDuration(this CallType type) =>
        TimeSpan.FromSeconds(type is CallType.Scheduled ? 1800 : 600);

    /// <summary>How long LiveKit keeps the room when nobody ever joins.</summary>
    public static TimeSpan EmptyTimeout(this CallType type) =>
        TimeSpan.FromSeconds(type is CallType.Scheduled ? 600 : 300);

    /// <summary>How long a join token is valid.</summary>
    public static TimeSpan TokenLifetime(this CallType type) =>
        TimeSpan.FromMinutes(type is CallType.Scheduled ? 45 : 15);
}
