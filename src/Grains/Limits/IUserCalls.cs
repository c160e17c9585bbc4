namespace OrleansCalls.Grains.Limits;

/// <summary>What the tables know of a user's calls.</summary>
public interface IUserCalls
{
    /// <summary>The rooms of calls that were started since then and have not failed, and when; also those that have no row yet.</summary>
    Task<IReadOnlyList<(string Room, DateTimeOffset At)>> StartedSinceAsync(string userId, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The rooms of calls whose row is not terminal, at most this many. Some may have ended a moment ago.</summary>
    Task<IReadOnlyList<string>> OpenAsync(string userId, int most, CancellationToken cancellationToken);
}
