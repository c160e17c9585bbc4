namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>Somebody joins with a LiveKit access token, as a client would.</summary>
internal sealed record JoinRequest(string Token, bool PublishAudio = false);

/// <summary>Who joined.</summary>
internal sealed record JoinResponse(string Room, string RoomSid, string Identity, string ParticipantSid);

/// <summary>The track that was published, or was there already.</summary>
internal sealed record TrackResponse(string Sid);

/// <summary>A participant says something, from now on and in real time.</summary>
/// <param name="Text">The words; only lines of the script have a clip that says them.</param>
/// <param name="DurationMs">How long it takes; by default as long as the clip, or 60 ms a character.</param>
internal sealed record SpeechRequest(string Text, int? DurationMs = null);

/// <summary>When the words begin and end, in Unix milliseconds.</summary>
internal sealed record SpeechResponse(long StartedAt, long EndedAt);

/// <summary>An agent of this name joins at once.</summary>
internal sealed record AgentRequest(string AgentName);
