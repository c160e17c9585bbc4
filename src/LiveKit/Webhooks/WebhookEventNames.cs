namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>The events that this system knows, by LiveKit's names. LiveKit has others, for ingress and agent jobs, and will have more.</summary>
public static class WebhookEventNames
{
    /// <summary>A room began; again for the same sid when a LiveKit node takes it over.</summary>
    public const string RoomStarted = "room_started";

    /// <summary>A room ended. Not sent when a LiveKit node dies.</summary>
    public const string RoomFinished = "room_finished";

    /// <summary>Somebody's media is connected: humans, agents and recorders alike.</summary>
    public const string ParticipantJoined = "participant_joined";

    /// <summary>Somebody who had joined is gone.</summary>
    public const string ParticipantLeft = "participant_left";

    /// <summary>Somebody left who never was connected.</summary>
    public const string ParticipantConnectionAborted = "participant_connection_aborted";

    /// <summary>A participant publishes a track.</summary>
    public const string TrackPublished = "track_published";

    /// <summary>A track is gone.</summary>
    public const string TrackUnpublished = "track_unpublished";

    /// <summary>An egress was accepted; may come before the answer to its start.</summary>
    public const string EgressStarted = "egress_started";

    /// <summary>An egress records or is ending; may be left out.</summary>
    public const string EgressUpdated = "egress_updated";

    /// <summary>An egress ended, well or not; may come several times, with other ids and other contents.</summary>
    public const string EgressEnded = "egress_ended";
}
