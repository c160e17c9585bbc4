namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The object of a recording is in the bucket.</summary>
[GenerateSerializer, Immutable, Alias("RecordingFound")]
public sealed record RecordingFound(
    [property: Id(0)] string Key,
    [property: Id(1)] long SizeBytes,
    [property: Id(2)] string ContentType,
    [property: Id(3)] DateTimeOffset At) : CallEvent;
