namespace OrleansCalls.Grains.Erasure;

/// <summary>A call that is known by its row alone: it is older than this system, or its state is lost.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="EndedAt">When it ended, as far as the row tells; null while it has not.</param>
public sealed record OlderCall(string UserId, DateTimeOffset? EndedAt);
