using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Http.Tests.Fakes;

/// <summary>A call that does what a test tells it.</summary>
internal sealed class FakeCall(string room) : ICallGrain
{
    private readonly Lock _lock = new();
    private readonly Queue<Exception> _failures = new();
    private TaskCompletionSource _changed = new();

    public CallSnapshot? State { get; private set; }

    public List<CallEvent> Events { get; } = [];

    public List<TranscriptSegment> Segments { get; } = [];

    public int Started { get; private set; }

    /// <summary>The state right after a start; the room is there unless a test says otherwise.</summary>
    public Func<CallSnapshot, CallSnapshot> OnStart { get; set; } = call => call with { Status = CallStatus.InProgress };

    /// <summary>How far this call's erasure has come.</summary>
    public ErasureReport? Erasure { get; set; }

    /// <summary>What comes of waiting for the erasure's end; unless a test says otherwise, it is forgotten.</summary>
    public Func<Task<ErasureReport?>> OnErasureWait { get; set; } = () => Task.FromResult<ErasureReport?>(null);

    /// <summary>Whether waiting fails as it does when the silo is gone.</summary>
    public bool WaitsFail { get; set; }

    /// <summary>What comes of asking for the summary anew.</summary>
    public Func<CallSnapshot, SummaryReceipt> OnRemake { get; set; } = call => new SummaryReceipt(call, LimitReached: false);

    /// <summary>The links to the recording.</summary>
    public IReadOnlyList<RecordingLink> Links { get; set; } = [];

    /// <summary>The next call to the grain fails like this.</summary>
    public void FailNext(Exception failure) => _failures.Enqueue(failure);

    public void Set(Func<CallSnapshot, CallSnapshot> change)
    {
        lock (_lock)
        {
            State = change(State!) with { Revision = State!.Revision + 1 };
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.TrySetResult();
        }
    }

    /// <summary>Whoever waits for a change is told that there may be one.</summary>
    public void Stir() => Set(c => c);

    /// <summary>There never was such a call.</summary>
    public void Vanish()
    {
        Stir();
        State = null;
    }

    /// <summary>A call that is there without a start.</summary>
    /// <summary>It is there no more.</summary>
    public void Forget() => State = null;

    public FakeCall Existing(string userId, CallStatus status = CallStatus.InProgress)
    {
        State = New(new StartCall { StartId = Guid.NewGuid(), UserId = userId, CallType = default, ParticipantName = "Ana" }) with { Status = status };
        return this;
    }

    public Task<CallSnapshot?> StartAsync(StartCall start, CancellationToken cancellationToken)
    {
        Fail();
        lock (_lock)
        {
            Started++;
            State ??= OnStart(New(start));
            return Task.FromResult<CallSnapshot?>(State);
        }
    }

    public Task<CallSnapshot?> GiveUpStartAsync(string reason, CancellationToken cancellationToken)
    {
        Set(c => c.Status is CallStatus.Starting ? c with { Status = CallStatus.StartFailed, StartFailure = reason } : c);
        return Task.FromResult(State);
    }

    public Task<CallSnapshot?> GetAsync(CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult(State);
    }

    public async Task<CallSnapshot?> WaitAsync(long afterRevision, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (WaitsFail)
            throw new Orleans.Runtime.SiloUnavailableException("gone");
        Task changed;
        lock (_lock)
            changed = State?.Revision > afterRevision ? Task.CompletedTask : _changed.Task;
        await Task.WhenAny(changed, Task.Delay(atMost, TimeProvider.System, cancellationToken));
        return State;
    }

    /// <summary>How often somebody has begun to watch.</summary>
    public int Watches { get; private set; }

    public async Task<CallPosition?> WatchAsync(CallPosition after, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Watches++;
        return await WaitAsync(after.Version, atMost, cancellationToken) is { } call ? new CallPosition(call.Revision, 0) : null;
    }

    public Task<bool> ApplyAsync(IReadOnlyList<CallEvent> events, NewsSource source, CancellationToken cancellationToken)
    {
        Fail();
        if (State is not null)
            Events.AddRange(events);
        return Task.FromResult(State is not null);
    }

    public Task<TranscriptReceipt?> AppendTranscriptAsync(IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        Segments.AddRange(segments);
        return Task.FromResult<TranscriptReceipt?>(new TranscriptReceipt(DateTimeOffset.UnixEpoch, segments.Count));
    }

    public Task<TranscriptReceipt?> SubmitTranscriptAsync(SubmitTranscript transcript, CancellationToken cancellationToken)
    {
        Set(c => c with
        {
            TranscriptAsOf = DateTimeOffset.UnixEpoch,
            Summary = new CallSummary { Text = "It went well.", Decisions = [], NextActions = ["a", "b", "c"], Source = default },
        });
        return Task.FromResult<TranscriptReceipt?>(new TranscriptReceipt(DateTimeOffset.UnixEpoch, transcript.Lines.Count));
    }

    public Task<CallSnapshot?> EndAsync(string requestedBy, CancellationToken cancellationToken)
    {
        Set(c => c with { EndRequested = true });
        return Task.FromResult(State);
    }

    public Task<IReadOnlyList<RecordingLink>> LinkToRecordingAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Links);

    public Task<SummaryReceipt?> RemakeSummaryAsync(string requestedBy, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult<SummaryReceipt?>(OnRemake(State!));
    }

    public Task TickAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> SweepAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public Task<ErasureReport?> EraseAsync(EraseCall command, CancellationToken cancellationToken) =>
        Task.FromResult(State?.UserId == command.UserId ? Erasure : null);

    public Task<ErasureReport?> WaitForErasureAsync(string userId, long afterRevision, TimeSpan atMost, CancellationToken cancellationToken) =>
        OnErasureWait();

    private void Fail()
    {
        if (_failures.TryDequeue(out var failure))
            throw failure;
    }

    private CallSnapshot New(StartCall start) => new()
    {
        Room = room,
        UserId = start.UserId,
        StartId = start.StartId,
        CallType = start.CallType,
        ParticipantName = start.ParticipantName,
        Status = CallStatus.Starting,
        Phase = CallPhase.RoomCreated,
        RequestedAt = DateTimeOffset.UnixEpoch,
        Participants = [],
        Recording = new RecordingSnapshot { State = RecordingState.Skipped, Segments = [] },
        Revision = 1,
    };
}
