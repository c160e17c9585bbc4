namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What came of sending a delivery once.</summary>
public sealed record Attempt
{
    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why it failed, in words for the endpoint's user; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How long the endpoint asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Whether the endpoint has it.</summary>
    public bool Succeeded => Error is null;

    /// <summary>Whether the endpoint says that it is wanted no more (410).</summary>
    public bool IsGone => Status is 410;
}
