namespace OrleansCalls.Silo.Doctor;

/// <summary>How long the doctor waits for what.</summary>
internal sealed record DoctorTimings
{
    /// <summary>An answer of anybody's. Default 15 s.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>LiveKit's webhook, which LiveKit repeats for about 15 s. Default 20 s.</summary>
    public TimeSpan Webhook { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>An egress until it is refused, which may take over a minute. Default 90 s.</summary>
    public TimeSpan EgressStart { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>An egress from its start to its recording, and from its stop to its upload. Default 60 s.</summary>
    public TimeSpan Egress { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long is recorded. Default 3 s.</summary>
    public TimeSpan Recorded { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The language model's summary of two lines. Default 60 s.</summary>
    public TimeSpan Model { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks. Default 250 ms.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(250);
}
