namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>Segments or client lines are being stored that a summary made before this time does not know.</summary>
/// <param name="At">When.</param>
/// <param name="UserSpoke">Whether they prove that a human was there.</param>
/// <param name="FromClient">Whether the client handed in its transcript: nothing more needs waiting for.</param>
[GenerateSerializer, Immutable, Alias("TranscriptChanged")]
public sealed record TranscriptChanged(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] bool UserSpoke,
    [property: Id(2)] bool FromClient) : CallEvent;
