namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>How events are delivered.</summary>
public sealed record WebhookOptions
{
    /// <summary>Whether plain HTTP, any port and targets that are not public are allowed.</summary>
    public bool AllowPrivateTargets { get; init; }

    /// <summary>How many endpoints a user may have.</summary>
    public int MostEndpoints { get; init; } = 10;

    public RetrySchedule Retries { get; init; } = new();

    /// <summary>How long an attempt may take, from looking up the name to the answer's headers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may take of it.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two looks for what is due, while there is little.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two looks.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Endpoints that a silo sends to at the same time, of those that answer well.</summary>
    public int WellAtOnce { get; init; } = 64;

    /// <summary>The same, of those that failed or were slow when they were last sent to: they wait for each other only.</summary>
    public int TroubledAtOnce { get; init; } = 32;

    /// <summary>Deliveries that are sent to an endpoint at the same time, each of another call.</summary>
    public int PerEndpoint { get; init; } = 8;

    /// <summary>An endpoint that takes longer is slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After this an endpoint that was taken is free again: its silo died over it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an endpoint at which nothing arrives is left alone, doubling with each time, up to <see cref="LongestRest"/>.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="FirstRest"/>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that an endpoint may ask to be left alone.</summary>
    public TimeSpan LongestAskedRest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For how long a delivery is kept after it was delivered or died.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Time between two rounds in which one silo removes what is old.</summary>
    public TimeSpan TidyInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same, with longer or shorter waits between attempts.</summary>
    public WebhookOptions At(double scale) => this with
    {
        Retries = Retries.At(scale),
        FirstRest = FirstRest * scale,
        LongestRest = LongestRest * scale,
    };
}
