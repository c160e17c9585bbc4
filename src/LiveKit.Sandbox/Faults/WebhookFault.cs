namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>An event goes astray on its way to the receivers. All faults that strike one event combine.</summary>
internal sealed record WebhookFault : Fault
{
    public required WebhookFaultKind Kind { get; init; }

    /// <summary>The event that it is meant for, for example <c>egress_ended</c>; null means all.</summary>
    public string? Event { get; init; }

    /// <summary>How many: further deliveries, contradictions, foreign events, or events that overtake. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Milliseconds that <c>delay</c> and <c>contradict</c> come late, or that <c>reorder</c> waits at most.</summary>
    public int DelayMs { get; init; }

    internal TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMs);

    public bool Matches(string news) =>
        (Event is null || string.Equals(Event, news, StringComparison.Ordinal)) && (Kind is not WebhookFaultKind.Contradict || news == "egress_ended");

    public override IEnumerable<(string Field, string Reason)> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;

        if (Count is not (>= 0 and <= Most))
            yield return ("count", $"must be between 0 and {Most}");

        if (DelayMs < 0)
            yield return ("delayMs", Negative);
    }

    private const int Most = 100;
}

/// <summary>What goes wrong with an event.</summary>
internal enum WebhookFaultKind
{
    /// <summary>It is not sent.</summary>
    Drop,

    /// <summary>It is sent again with the same id, as after an answer that got lost.</summary>
    Repeat,

    /// <summary>It is sent again with another id, as when an egress worker repeats itself.</summary>
    RepeatWithNewId,

    /// <summary>It reaches its queue late; others overtake it.</summary>
    Delay,

    /// <summary>The next events of its queue go first. An <c>egress_started</c> is received before the start is answered.</summary>
    Reorder,

    /// <summary>An <c>egress_ended</c> is followed by another one of the same egress that tells another end.</summary>
    Contradict,

    /// <summary>It has fields that no client knows.</summary>
    UnknownField,

    /// <summary>Its enums, or else its name, have values that no client knows.</summary>
    UnknownValue,

    /// <summary>Behind it comes an event of the same name about a room that nobody knows.</summary>
    Foreign,
}
