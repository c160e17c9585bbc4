using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Limits;

/// <summary>
/// What one front takes on. These guard its memory and its time, so each front counts for itself; what guards a user's money is
/// counted for all fronts together, where calls are stored.
/// </summary>
internal sealed record FrontLimits
{
    /// <summary><c>Limits:StartsPerMinutePerAddress</c>: how many calls may be started within a minute from one address, whoever asks.</summary>
    public int StartsPerAddress { get; init; } = 300;

    /// <summary><c>Limits:FailedSignInsPerMinute</c>: how often within a minute an address may show what is no token and no key.</summary>
    public int FailedSignIns { get; init; } = 100;

    /// <summary><c>Limits:StreamsPerUser</c>: how many streams of events a user may have open.</summary>
    public int StreamsPerUser { get; init; } = 20;

    /// <summary><c>Limits:Connections</c>: how many connections are held; one more is closed at once.</summary>
    public int Connections { get; init; } = 20_000;

    public static FrontLimits Read(SettingsReader settings)
    {
        var standard = new FrontLimits();
        return new FrontLimits
        {
            StartsPerAddress = settings.Number("Limits:StartsPerMinutePerAddress", standard.StartsPerAddress, 1, 1_000_000),
            FailedSignIns = settings.Number("Limits:FailedSignInsPerMinute", standard.FailedSignIns, 1, 1_000_000),
            StreamsPerUser = settings.Number("Limits:StreamsPerUser", standard.StreamsPerUser, 1, 10_000),
            Connections = settings.Number("Limits:Connections", standard.Connections, 1, 1_000_000),
        };
    }
}
