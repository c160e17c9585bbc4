namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The bucket was asked at this time for everything of an erased call, and what was there was removed.</summary>
/// <param name="Keys">What was there. Nothing: the bucket holds nothing of the call.</param>
/// <param name="At">When the bucket was asked.</param>
[GenerateSerializer, Immutable, Alias("RecordingsErased")]
public sealed record RecordingsErased(
    [property: Id(0)] IReadOnlyList<string> Keys,
    [property: Id(1)] DateTimeOffset At) : CallEvent;
