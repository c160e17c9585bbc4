namespace OrleansCalls.Grains.Calls;

/// <summary>How long a call waits for what. The defaults fit LiveKit's own time-outs.</summary>
public sealed record CallTimings
{
    /// <summary>Multiplies the limits that belong to the call itself; 1 outside tests.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>For how long CreateRoom is tried again.</summary>
    public TimeSpan CreateRoomWindow { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>After this a start without a room has failed, also when nobody waits for it any more.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>For how long the room of a failed start must be absent before nobody looks for it any more.</summary>
    public TimeSpan FailedStartWatch { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a healthy live room is looked at. With <see cref="EgressLook"/>: one request a minute.</summary>
    public TimeSpan RoomLook { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How often a healthy recorder is looked at.</summary>
    public TimeSpan EgressLook { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a room is looked at that should be gone. Two looks this far apart prove that it is.</summary>
    public TimeSpan EndLook { get; init; } = TimeSpan.FromSeconds(5.5);

    /// <summary>LiveKit closes a room this long after the last human left.</summary>
    public TimeSpan DepartureTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>On top of a call's maximum duration, before the server ends it.</summary>
    public TimeSpan MaxDurationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>On top of LiveKit's own time-out of a room that nobody joined, before the server closes it.</summary>
    public TimeSpan NobodyCameGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long ending a call waits for its recorder before the room is closed.</summary>
    public TimeSpan EgressStopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A recorder that is still starting this long after a human could be heard is looked at.</summary>
    public TimeSpan EgressStartGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A recorder that has not ended this long after its room is lost.</summary>
    public TimeSpan EgressLostAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the object of a recorder that ended well is looked for.</summary>
    public TimeSpan ObjectPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a request may be on its way whose sender is gone, before LiveKit is asked what came of it.</summary>
    public TimeSpan LostAnswerGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many recorders a call may use up.</summary>
    public int MaxEgressAttempts { get; init; } = 5;

    /// <summary>How many times the agent may be called: once, and three times again.</summary>
    public int MaxDispatches { get; init; } = 4;

    /// <summary>How long a human waits for the agent before it is looked for, and a pending job for its worker.</summary>
    public TimeSpan AgentGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after the end, or the last segment, a call without a client's transcript is summarised.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For how long a model that failed is asked again.</summary>
    public TimeSpan ModelRetryWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the row waits after the end for summary and recording, to be written once.</summary>
    public TimeSpan RowPatience { get; init; } = TimeSpan.FromSeconds(2);
}
