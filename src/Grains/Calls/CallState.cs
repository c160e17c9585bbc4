using System.Collections.Immutable;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// The facts of one call, as they are stored. Facts may be applied in any order and any number of times: they end in the
/// same state, because every part keeps the greatest of what it was told. What is to be done is never stored; it is
/// derived by <see cref="CallPlan"/>.
/// </summary>
public sealed record CallState
{
    /// <summary>Raised when the stored form changes in a way that a reader must know of.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Null until the call is started: then there is no call.</summary>
    public CallRequested? Request { get; init; }

    public StartFailed? StartFailure { get; init; }

    public RoomFacts Room { get; init; } = new();

    /// <summary>Everybody seen in a room of this name, by participant sid; only those of the own room count. Bounded by <see cref="Stays"/>.</summary>
    public ImmutableSortedDictionary<string, ParticipantFacts> Participants { get; init; } =
        ImmutableSortedDictionary<string, ParticipantFacts>.Empty;

    public AgentFacts Agent { get; init; } = new();

    public RecordingFacts Recording { get; init; } = new();

    public EndRequested? End { get; init; }

    public TranscriptFacts Transcript { get; init; } = new();

    public SummaryMade? Summary { get; init; }

    /// <summary>The newest request to make the summary anew.</summary>
    public SummaryRequested? SummaryRequest { get; init; }

    /// <summary>The newest such request that was answered, and how.</summary>
    public SummaryRequestAnswered? SummaryRequestAnswer { get; init; }

    public SessionWritten? Session { get; init; }

    /// <summary>Null until the call is to be erased; it cannot be taken back.</summary>
    public ErasureFacts? Erasure { get; init; }

    /// <summary>
    /// When the sweep shall look at the call if nothing did before; null when nothing is left to do. Copied by the
    /// storage statement into a column of its own.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// What the timeline shall be told, on its way to storage only: the statement that stores the call appends it to a
    /// table of its own. What is read back here was appended before.
    /// </summary>
    public IReadOnlyList<TimelineEntry>? News { get; init; }

    /// <summary>
    /// The call as it is seen from outside, where this write changes that; on its way to storage only, as the news are, for
    /// those who watch the call.
    /// </summary>
    public CallSnapshot? Change { get; init; }

    /// <summary>
    /// What the user's endpoints shall be told, on its way to storage only, as <see cref="News"/> is: the statement that
    /// stores the call makes the deliveries.
    /// </summary>
    public IReadOnlyList<CustomerEvent>? CustomerEvents { get; init; }

    /// <summary>The call without what is on its way to storage only.</summary>
    internal CallState FactsAlone() => this with { News = null, Change = null, CustomerEvents = null };

    /// <summary>The call after the event.</summary>
    public CallState Apply(CallEvent callEvent)
    {
        var after = Merge(callEvent);
        return after.Erasure?.RemovedAt is null || ReferenceEquals(after, this) ? after : ErasedCall.Reduced(after);
    }

    private CallState Merge(CallEvent callEvent) => callEvent switch
    {
        CallRequested e => this with { Request = Request ?? e },
        StartFailed e => this with { StartFailure = StartFailure is { } f && f.At <= e.At ? f : e },
        RoomCreated e => this with { Room = Room.Apply(e) },
        RoomSeen e => this with { Room = Room.Apply(e) },
        RoomNotSeen e => this with { Room = Room.Apply(e) },
        RoomFinished e => this with { Room = Room.Apply(e) },
        RoomUnknown e => this with { Room = Room.Apply(e) },
        RoomDeleted e => this with { Room = Room.Apply(e) },
        ParticipantSeen e => this with { Participants = Participants.With(e, Room) },
        DispatchBegun or DispatchMade or DispatchFailed or DispatchPending or DispatchLost or DispatchTakenBack => this with { Agent = Agent.Apply(callEvent) },
        EgressStartBegun or EgressStartFailed or EgressReported or RecorderNotListed or RecordingFound or RecordingMissing =>
            this with { Recording = Recording.Apply(callEvent) },
        EndRequested e => this with { End = End is { } end && end.At <= e.At ? end : e },
        TranscriptChanged e => this with { Transcript = Transcript.Apply(e) },
        SummaryMade e => this with { Transcript = Transcript.Apply(e), Summary = SummaryRank.Greater(Summary, e) },
        SummaryRequested e => this with { SummaryRequest = SummaryRequests.Greater(SummaryRequest, e) },
        SummaryRequestAnswered e => this with { SummaryRequestAnswer = SummaryRequests.Greater(SummaryRequestAnswer, e) },
        SessionWritten e => this with { Session = Session is { } s && s.Revision >= e.Revision ? s : e },
        ErasureRequested or RecordsErased or RecordingsErased or CallForgotten => this with { Erasure = (Erasure ?? new()).Apply(callEvent) },
        RoomsClosed e => this with { Room = Room.Apply(new RoomDeleted(e.At)), Erasure = (Erasure ?? new()).Apply(e) },
        _ => this, // news of a version that knows more
    };

    /// <summary>
    /// Whether an event, told now, is worth applying. A look at a healthy room is not written down; a start that was given up
    /// while its room was being made after all has worked, and what has been begun for it goes on.
    /// </summary>
    public bool IsNews(CallEvent callEvent) => callEvent switch
    {
        RoomSeen seen => Erasure is not null || !Room.Knows(seen),
        StartFailed => Room.Sid is null,
        _ => true,
    };
}
