using System.Globalization;
using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Timelines;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// A thin shell around <see cref="CallState"/> and <see cref="CallPlan"/>: it stores facts and has the plan carried out.
/// Memory never leads storage: a write that fails ends the activation, and the next one reads what is true.
/// </summary>
[GrainType("call")]
internal sealed partial class CallGrain(
    [PersistentState("call-v1")] IPersistentState<CallState> stored,
    CallWork work,
    IRecorders recorders,
    IRecordingStore recordings,
    ITranscriptStore transcripts,
    IErasureStore erasures,
    CallTimings timings,
    CallClock clock,
    CallAddresses addresses,
    CallMeter meter,
    ILogger<CallGrain> log) : Grain, ICallGrain, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _ending = new();
    private CallState _call = new(); // as it was last stored
    private ActionLog _actions = new();
    private readonly Notebook _notes = new();
    private CallRunner _runner = null!;
    private NewestKnown _newest = null!;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Room => RoomKey.RoomOf(this.GetPrimaryKeyString());

    // A call that is to be erased is not there for anybody.
    private bool IsThere => _call is { Request: not null, Erasure: null };

    // The storage's version of the row: it grows with every write.
    private long Revision => long.TryParse(stored.Etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _call = stored.State.FactsAlone();
        meter.TakeUp(_call);
        _newest = new NewestKnown(Revision);
        Ending = _ending.Token;
        _runner = new CallRunner(this, work, clock, log);
        if (_call.DueAt is not null)
        {
            _runner.LookAgain(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _ending.Cancel();
        meter.LetGo(_call);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _ending.Dispose();

    public async Task<CallSnapshot?> StartAsync(StartCall start, CancellationToken cancellationToken)
    {
        if (!_call.Exists())
        {
            var key = recorders.IsConfigured ? RecordingKeys.First(Room) : null;
            try
            {
                await CommitAsync([new CallRequested { Start = start, At = clock.Now, RecordingKey = key }], "the user");
            }
            catch (Exception)
            {
                // Storage refuses to have an erased call again.
                if (await erasures.IsErasedAsync(Room, CancellationToken.None))
                {
                    return null;
                }

                throw;
            }
        }

        return Snapshot();
    }

    public async Task<CallSnapshot?> GiveUpStartAsync(string reason, CancellationToken cancellationToken)
    {
        if (_call is { Request: not null, Room.Sid: null, StartFailure: null })
        {
            await CommitAsync([new StartFailed(reason, clock.Now)], "the front end");
        }

        return Snapshot();
    }

    public Task<CallSnapshot?> GetAsync(CancellationToken cancellationToken)
    {
        DeactivateIfNone(); // who asks for names of calls that never were leaves nothing in memory for long
        return Task.FromResult(Snapshot());
    }

    public async Task<CallSnapshot?> WaitAsync(long afterRevision, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Interleaves: while this waits, other turns change the call; it reads only what they stored.
        if (IsThere && Revision <= afterRevision)
        {
            await ChangeAsync(atMost, cancellationToken);
        }

        return Snapshot();
    }

    public async Task<CallPosition?> WatchAsync(CallPosition after, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (!IsThere)
        {
            return null;
        }

        // Interleaves: while this reads or waits, other turns store more; it answers what is known in the end.
        var limit = atMost < LongestWait ? atMost : LongestWait;
        await LearnNewestAsync(cancellationToken);
        if (_newest.Position?.IsBeyond(after) is false)
        {
            await Task.WhenAny(_newest.More, Task.Delay(limit, clock.Time, cancellationToken));
            await LearnNewestAsync(cancellationToken);
        }

        return IsThere ? _newest.Position ?? after : null;
    }

    public async Task<bool> ApplyAsync(IReadOnlyList<CallEvent> events, NewsSource source, CancellationToken cancellationToken)
    {
        if (!_call.Exists())
        {
            return await WatchAgainAsync(events, cancellationToken);
        }

        if (events.Count is 0 && HasNothingToPlan())
        {
            Leave();
            return true;
        }

        await CommitAsync(events, source switch
        {
            NewsSource.Webhook => "LiveKit's webhook",
            NewsSource.Look => "a look at all of LiveKit",
            _ => "an action of an earlier activation",
        });
        return true;
    }

    public async Task<CallSnapshot?> EndAsync(string requestedBy, CancellationToken cancellationToken)
    {
        if (_call.Erasure is null && _call.Room.Sid is not null && _call.EndedAt() is null && _call.End is null)
        {
            await CommitAsync([new EndRequested(requestedBy, clock.Now)], requestedBy);
        }

        return Snapshot();
    }

    public Task<IReadOnlyList<RecordingLink>> LinkToRecordingAsync(CancellationToken cancellationToken)
    {
        var expiresAt = clock.Now + RecordingLink.Lifetime;
        IReadOnlyList<RecordingLink> links = !recorders.IsConfigured || !IsThere ? [] : [.. _call.Snapshot().Segments
            .Where(s => s.State is RecordingState.Ready)
            .Select(s => new RecordingLink
            {
                Url = recordings.Link(s.Key, expiresAt),
                ExpiresAt = expiresAt,
                ContentType = _call.Recording.Objects[s.Key].ContentType!,
                Segment = s,
            })];
        return Task.FromResult(links);
    }

    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (HasNothingToPlan())
        {
            Leave();
            return;
        }

        await CommitAsync();
    }

    public async Task<DateTimeOffset?> SweepAsync(CancellationToken cancellationToken)
    {
        if (HasNothingToPlan())
        {
            Leave();
            return null;
        }

        if (await CommitAsync() is { } due)
        {
            _call = _call with { DueAt = due }; // should the sweep fail to store it, it comes again
            return due;
        }

        return null;
    }

    // A call that is stored as complete is planned for only when there is news: its lost recorders would be asked to stop once more, and
    // what came of that would remind the next activation, for ever.
    private bool HasNothingToPlan() => !_call.Exists() || (_call.DueAt is null && !_runner.HasOutcomes);

    /// <summary>Cancelled when the activation ends.</summary>
    internal CancellationToken Ending { get; private set; }

    /// <summary>Notes, on the activation's scheduler, that an action has ended.</summary>
    /// <returns>The events that are facts to be stored.</returns>
    internal IReadOnlyList<CallEvent> Ended(CallAction action, bool answered, IReadOnlyList<CallEvent> events)
    {
        _actions = _actions.End(action, answered, clock.Now);
        if (action is not WriteSession)
        {
            return events;
        }

        // That the row is written is stored with another change, or when the plan asks for it: see SessionPlan.
        _actions = _actions with { Written = events.OfType<SessionWritten>().SingleOrDefault() ?? _actions.Written };
        return [.. events.Where(e => e is not SessionWritten)];
    }

    private bool IsOpen()
    {
        DeactivateIfNone();
        return IsThere && _call.StartFailure is null;
    }

    private CallSnapshot? Snapshot() => IsThere ? CallSnapshots.Of(Room, _call, Revision) : null;

    private async Task ChangeAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        await Task.WhenAny(_changed.Task, Task.Delay(atMost < LongestWait ? atMost : LongestWait, clock.Time, cancellationToken));

    private async Task LearnNewestAsync(CancellationToken cancellationToken)
    {
        if (_newest.Position is null)
        {
            _newest.Read(await transcripts.NewestRevisionAsync(Room, cancellationToken));
        }
    }
}
