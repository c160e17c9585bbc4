namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>The types of events that a user's endpoints may be told of.</summary>
public static class WebhookEventTypes
{
    /// <summary>The call's room was created.</summary>
    public const string CallStarted = "call.started";

    /// <summary>The call has ended; the data say whether it is completed or cancelled.</summary>
    public const string CallCompleted = "call.completed";

    /// <summary>The verdict on every part of the recording is known, and there is something to hear.</summary>
    public const string RecordingReady = "recording.ready";

    /// <summary>The verdict on every part of the recording is known, and there is nothing to hear.</summary>
    public const string RecordingFailed = "recording.failed";

    /// <summary>A summary stands that knows all that was said.</summary>
    public const string SummaryReady = "summary.ready";

    /// <summary>The call was erased.</summary>
    public const string CallErased = "call.erased";

    /// <summary>Sent when its user asks for it, to every endpoint whatever it wants.</summary>
    public const string Test = "webhook.test";

    /// <summary>Those that an endpoint may want.</summary>
    public static IReadOnlyList<string> All { get; } =
        [CallStarted, CallCompleted, RecordingReady, RecordingFailed, SummaryReady, CallErased];
}
