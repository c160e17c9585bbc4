namespace OrleansCalls.Grains.Interfaces.Erasure;

/// <summary>Asks for the erasure of the call in the room whose grain it is sent to.</summary>
[GenerateSerializer, Immutable, Alias("EraseCall")]
public sealed record EraseCall
{
    /// <summary>The user who asks: only its own call is erased. Null for the retention.</summary>
    [Id(0)] public string? UserId { get; init; }

    /// <summary>For the retention: only a call that ended before this time is erased. Null for a user.</summary>
    [Id(1)] public DateTimeOffset? EndedBefore { get; init; }
}
