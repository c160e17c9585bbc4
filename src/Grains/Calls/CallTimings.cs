namespace OrleansCalls.Grains.Calls;

/// <summary>How long a call waits for what. The defaults fit LiveKit's own time-outs.</summary>
public sealed record CallTimings
{
    /// <summary>What multiplies the times below, and the limits that belong to a call's type; 1 outside tests.</summary>
    public double Scale { get; private init; } = 1;

    /// <summary>
    /// The same times, longer or shorter. A caller's patience with a start stays as it is, and so does the time that two
    /// looks must be apart to prove a room's end.
    /// </summary>
    /// <param name="scale">Above 0; below 1 a call is over sooner, so that a test of many calls stays short.</param>
    public CallTimings At(double scale) => this with
    {
        Scale = Scale * scale,
        FailedStartWatch = FailedStartWatch * scale,
        RoomLook = RoomLook * scale,
        EgressLook = EgressLook * scale,
        DepartureTimeout = DepartureTimeout * scale,
        MaxDurationGrace = MaxDurationGrace * scale,
        NobodyCameGrace = NobodyCameGrace * scale,
        EgressStopGrace = EgressStopGrace * scale,
        EgressStartGrace = EgressStartGrace * scale,
        EgressStartWindow = EgressStartWindow * scale,
        EgressLostAfter = EgressLostAfter * scale,
        ObjectPatience = ObjectPatience * scale,
        BucketPatience = BucketPatience * scale,
        Bucket = Bucket.At(scale),
        LostAnswerGrace = LostAnswerGrace * scale,
        ListLag = ListLag * scale,
        AgentGrace = AgentGrace * scale,
        QuietPeriod = QuietPeriod * scale,
        ModelRetryWindow = ModelRetryWindow * scale,
        SummaryRepeat = SummaryRepeat * scale,
        RowPatience = RowPatience * scale,
        ErasureEndPatience = ErasureEndPatience * scale,
        ErasureWatch = ErasureWatch * scale,
        Erasing = Erasing.At(scale),
        Closing = Closing.At(scale),
        Quick = Quick.At(scale),
        Steady = Steady.At(scale),
        Patient = Patient.At(scale),
        Shortage = Shortage.At(scale),
        EgressEndLook = EgressEndLook.At(scale),
        SweepLate = SweepLate * scale,
        SweepWhileBusy = SweepWhileBusy * scale,
        SweepWhileHealthy = SweepWhileHealthy * scale,
    };

    /// <summary>Between tries that somebody waits for.</summary>
    public Backoff Quick { get; init; } = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4));

    /// <summary>Between tries of anything else.</summary>
    public Backoff Steady { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>Between tries that cost money or that nobody waits for.</summary>
    public Backoff Patient { get; init; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    /// <summary>For how long CreateRoom is tried again.</summary>
    public TimeSpan CreateRoomWindow { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>After this a start without a room has failed, also when nobody waits for it any more.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>For how long the room of a failed start must be absent before nobody looks for it any more.</summary>
    public TimeSpan FailedStartWatch { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a healthy live room is looked at. With <see cref="EgressLook"/>: less than one request a minute.</summary>
    public TimeSpan RoomLook { get; init; } = TimeSpan.FromSeconds(80);

    /// <summary>How often a healthy recorder is looked at: with every fourth look at its room.</summary>
    public TimeSpan EgressLook { get; init; } = TimeSpan.FromSeconds(320);

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

    /// <summary>How often a recorder is looked at that should be ending.</summary>
    public Backoff EgressEndLook { get; init; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));

    /// <summary>A recorder that is still starting this long after a human could be heard is looked at.</summary>
    public TimeSpan EgressStartGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For how long after a start that failed its recorder may still appear: LiveKit tries for more than a minute.</summary>
    public TimeSpan EgressStartWindow { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>A recorder that has not ended this long after its room is lost.</summary>
    public TimeSpan EgressLostAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the object of a recorder that ended well is looked for.</summary>
    public TimeSpan ObjectPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long a bucket is asked that cannot be read: a weekend, so that somebody can give the right to read it.</summary>
    public TimeSpan BucketPatience { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Between tries of a bucket that cannot be read.</summary>
    public Backoff Bucket { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

    /// <summary>How long a request may be on its way whose sender is gone, before LiveKit is asked what came of it.</summary>
    public TimeSpan LostAnswerGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far LiveKit's list of participants may be behind its webhooks.</summary>
    public TimeSpan ListLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many recorders a call may use up.</summary>
    public int MaxEgressAttempts { get; init; } = 5;

    /// <summary>How often a recorder is asked for, whether LiveKit starts one or not: the state stays small.</summary>
    public int MaxEgressStarts { get; init; } = 40;

    /// <summary>Between tries to get a recorder where LiveKit starts none. It may have none free for a while, so it is asked to the call's end.</summary>
    public Backoff Shortage { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>How many times the agent may be called: once, and three times again.</summary>
    public int MaxDispatches { get; init; } = 4;

    /// <summary>How long a human waits for the agent before it is looked for, and a pending job for its worker.</summary>
    public TimeSpan AgentGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after the end, or the last segment, a call without a client's transcript is summarised.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For how long a model that failed is asked again.</summary>
    public TimeSpan ModelRetryWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For how long after its answer a request to make the summary anew stands for those that repeat it.</summary>
    public TimeSpan SummaryRepeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the row waits after the end for summary and recording, to be written once.</summary>
    public TimeSpan RowPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the erasure of a live call waits for its room to end, before the call is removed all the same.</summary>
    public TimeSpan ErasureEndPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For how long an erased call's place in the bucket must have been empty, before nobody looks any more. Longer than a
    /// join token lives, which makes the room anew.
    /// </summary>
    public TimeSpan ErasureWatch { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between tries to remove something of a call that is erased.</summary>
    public Backoff Erasing { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    /// <summary>Between tries to close the room of an erased call.</summary>
    public Backoff Closing { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

    /// <summary>How much later than the call's own timer the sweep looks at it.</summary>
    public TimeSpan SweepLate { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When the sweep looks at a call at the earliest that is being started or brought home.</summary>
    public TimeSpan SweepWhileBusy { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When the sweep looks at a healthy live call at the earliest.</summary>
    public TimeSpan SweepWhileHealthy { get; init; } = TimeSpan.FromMinutes(5);
}
