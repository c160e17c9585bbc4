namespace OrleansCalls.Grains.Interfaces.Limits;

/// <summary>A user may start no call now.</summary>
/// <param name="Limit">Why not.</param>
/// <param name="Most">How many the user may have.</param>
/// <param name="RetryAfter">When it is worth while to ask again.</param>
[GenerateSerializer, Immutable, Alias("StartLimitReached")]
public sealed record StartLimitReached(
    [property: Id(0)] StartLimit Limit, [property: Id(1)] int Most, [property: Id(2)] TimeSpan RetryAfter);
