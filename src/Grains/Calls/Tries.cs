namespace OrleansCalls.Grains.Calls;

/// <summary>How an action went so far.</summary>
public sealed record Tries
{
    internal static readonly Tries None = new();

    public bool Running { get; init; }

    public int Count { get; init; }

    /// <summary>How many tries got an answer, be it a sad one.</summary>
    public int Answered { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>When a try first got an answer.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; init; }

    /// <summary>When a try last got an answer.</summary>
    public DateTimeOffset? LastAnsweredAt { get; init; }
}
