namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>A user asked for the call. The first such event makes the call; any other changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("CallRequested")]
public sealed record CallRequested : CallEvent
{
    [Id(0)] public required StartCall Start { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Where the recording goes; null when recording is not configured.</summary>
    [Id(2)] public string? RecordingKey { get; init; }
}
