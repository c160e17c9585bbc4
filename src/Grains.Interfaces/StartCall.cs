namespace OrleansCalls.Grains.Interfaces;

/// <summary>Asks for a call in the room whose grain it is sent to.</summary>
[GenerateSerializer, Immutable, Alias("StartCall")]
public sealed record StartCall
{
    /// <summary>Made once a start, so that a repeat is told from another start of the same name.</summary>
    [Id(0)] public required Guid StartId { get; init; }

    /// <summary>Who owns the call from now on.</summary>
    [Id(1)] public required string UserId { get; init; }

    [Id(2)] public required CallType CallType { get; init; }

    /// <summary>The user's display name, 1 to 100 characters.</summary>
    [Id(3)] public required string ParticipantName { get; init; }
}
