namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>What an idempotency key is bound to.</summary>
/// <param name="Room">The room of the first start under this key.</param>
/// <param name="BodyHash">The hash of that start's body.</param>
/// <param name="IsNew">Whether this claim was the first.</param>
/// <param name="IsErased">The call of this key was erased; nothing else is known of it.</param>
[GenerateSerializer, Immutable, Alias("StartClaim")]
public sealed record StartClaim(
    [property: Id(0)] string Room, [property: Id(1)] string BodyHash, [property: Id(2)] bool IsNew,
    [property: Id(3)] bool IsErased = false);
