using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Pure.Tests.Summaries;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>
/// One call in a <see cref="World"/>, driven by its plan as the grain drives it: webhooks get lost, come twice and late;
/// activations die with whatever they had begun; LiveKit, bucket and tables go away for a while. All by chance of a seed.
/// At every turn it checks that the plan is empty exactly when the call is complete, and that no plan acts for ever.
/// </summary>
internal sealed partial class Simulation
{
    private const string Room = "ana_fred-call_1";
    private static readonly DateTimeOffset s_start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly Random? _erases;
    private readonly WorldClock _clock = new(s_start);
    private readonly CallTimings _timings = new() { BucketPatience = TimeSpan.FromHours(2) };
    private readonly CallWork _work;
    private readonly PriorityQueue<Action, DateTimeOffset> _agenda = new();
    private readonly double _lostWebhooks;
    private ActionLog _log = new();
    private int _activation;
    private int _revision;
    private int _timer;
    private int _actions; // since the world last changed by itself, or because of an action
    private int _turns; // likewise

    public Simulation(int seed, bool erases = false)
    {
        _random = new Random(seed);
        _erases = erases ? new Random(~seed) : null;
        World = new World(_clock, _random);
        _lostWebhooks = _random.Next(3) * 0.5; // none, half or all of them
        _work = WorkIn(World, _clock, new LookQueue(), new WorldModel(_random));
    }

    public World World { get; }

    public CallState Call { get; private set; } = new();

    /// <summary>What happened, a line for each turn that was told something or began something.</summary>
    public List<string> Story { get; } = [];

    /// <summary>What carries out actions in this world.</summary>
    public static CallWork WorkIn(World world, WorldClock time, LookQueue looks, ISummaryModel model)
    {
        var clock = new CallClock(time);
        return new CallWork(
            new RoomWork(world, new CallTimings(), clock),
            new AgentWork(world, world, world, clock),
            new RecordingWork(world, world, world, clock),
            new SummaryWork(world, new Summariser(model, Options.Create(new SummariserOptions()), time, new SummaryMeter(new Meters()), NullLogger<Summariser>.Instance), clock),
            new SessionWork(world, world, clock),
            new ErasureWork(world, world, world, world, new CallTimings(), clock),
            looks);
    }

    /// <summary>Runs the call to its end, or to a day and a half after its start.</summary>
    public void Run()
    {
        Script();
        Turn([new CallRequested
        {
            Start = new StartCall { StartId = Guid.Empty, UserId = "ana", CallType = CallType.OnDemand, ParticipantName = "Ana" },
            At = _clock.Now,
            RecordingKey = RecordingKeys.First(Room),
        }]);

        while (_agenda.TryDequeue(out var next, out var at) && at < s_start.AddHours(40))
        {
            _clock.Now = at > _clock.Now ? at : _clock.Now;
            World.Pass();
            next();
            Tell();
            WatchRecorders();
        }
    }

    // The world changes by itself.
    private void At(double seconds, Action what) => _agenda.Enqueue(() =>
    {
        (_actions, _turns) = (0, 0);
        what();
    }, s_start.AddSeconds(seconds));

    // The activation dies with its memory; the sweep wakes the call when it is due.
    private void Die()
    {
        _activation++;
        _awake = false;
        _log = new ActionLog();
        if (Call.DueAt is { } due)
            _agenda.Enqueue(Sweep, due > _clock.Now ? due : _clock.Now);
    }

    // Where the turn stores nothing the sweep stores when the call is due again.
    private void Sweep()
    {
        if (Call.DueAt is null)
            return; // complete meanwhile
        var before = Call;
        var due = Turn([]);
        if (ReferenceEquals(before, Call))
            Call = Call with { DueAt = due };
    }

    private void Tell()
    {
        while (World.News.TryDequeue(out var news))
        {
            (_actions, _turns) = (0, 0);
            var copies = _random.NextDouble() < _lostWebhooks ? 0 : 1 + _random.Next(2);
            for (var n = 0; n < copies; n++)
                _agenda.Enqueue(() => Turn([news]), _clock.Now.AddSeconds(_random.NextDouble() * (n is 0 ? 1 : 15)));
        }
    }

    private DateTimeOffset? Turn(IReadOnlyList<CallEvent> events)
    {
        if (!Call.Exists() && events is not [CallRequested])
        {
            if (World.Tombstone is null || !events.Any(e => e is EgressReported or RoomSeen))
                return null;
            events = [new ErasureRequested(ErasureCause.LateNews, _clock.Now, null, RecordingKeys.First(Room), null), new RecordsErased(_clock.Now, new()), .. events];
        }

        _awake = true;
        Assert.InRange(++_turns, 0, 500); // no plan looks for ever
        var next = events.Aggregate(Call, (call, e) => call.IsNews(e) ? call.Apply(e) : call);
        var plan = CallPlan.For(next, _log, _timings, _clock.Now);
        next = plan.Actions.Select(a => a.Intent(_clock.Now)).OfType<CallEvent>().Aggregate(next, (call, e) => call.Apply(e));
        next = next with { DueAt = DueTime.For(next, plan, _timings, _clock.Now) };
        var latest = Times.Later(_clock.Now + _timings.SweepWhileHealthy, plan.IsUnderWay ? null : plan.LookAgainAt + _timings.SweepLate);
        Assert.False(next.DueAt > latest, $"Should this activation die at {_clock.Now:T}, nobody looks before {next.DueAt:T}: {plan}");
        if (!CallJson.SameFacts(next, Call))
            (Call, _revision) = (next.Erasure?.ForgottenAt is null ? next : new CallState(), _revision + 1);

        if (events.Count + plan.Actions.Count > 0)
            Story.Add($"{(_clock.Now - s_start).TotalSeconds,9:F2} {string.Join(", ", events)} -> {string.Join(", ", plan.Actions.Select(a => a.Id))}");
        foreach (var action in plan.Actions)
            Begin(action);
        LookAgain(plan.LookAgainAt);
        Assert.Equal(plan.IsComplete, Call.DueAt is null);
        Assert.False(!plan.IsUnderWay && Call.DueAt > latest, $"Should this activation die at {_clock.Now:T}, nobody looks before {Call.DueAt:T}: {plan}");
        Assert.False(plan.IsComplete && (plan.Actions.Count > 0 || plan.LookAgainAt is not null));
        if (next.Erasure is not null)
            Assert.Equal(next.Erasure.ForgottenAt is not null, plan.IsComplete);
        else if (Call.StartFailure is null)
            Assert.True(IsDone() == plan.IsComplete, $"{plan} although everything is {(IsDone() ? "done" : "not done")}");
        return next.DueAt;
    }

    // One timer, set anew each time.
    private void LookAgain(DateTimeOffset? when)
    {
        var timer = ++_timer;
        if (when is { } look)
            Later(look, () =>
            {
                if (timer == _timer)
                    Turn([]);
            });
    }

    private bool IsDone() =>
        Call.EndedAt() is not null && !Call.Room.StrayAlive
        && Call.Recording.AllSettled() && Call.Recording.Egresses.Values.All(NeedsNoStop)
        && SummaryPlan.IsSettled(Call) && !(Call.Summary!.AsOf < _log.SummaryWantedAt)
        && Call.OpenSummaryRequest() is null && !(Call.Summary.Provisional && _clock.Now < Call.EndedAt() + _timings.ModelRetryWindow)
        && Call.Session?.Digest == SessionRow.From(Call).Digest();

    // One that LiveKit shows as running for ever is asked to stop for ten minutes, and three times by each activation.
    private bool NeedsNoStop(EgressReport egress) =>
        !egress.IsRunning() || !RecordingKeys.AreOf(RecordingKeys.First(Room), egress.Key)
        || (_log.For(new StopEgress(egress.EgressId).Id).Count >= 3 && _clock.Now >= Call.StrayedAt(egress, _timings) + _timings.EgressLostAfter);

    private void Begin(CallAction action)
    {
        Assert.InRange(++_actions, 0, 200); // no plan acts for ever: five lost recorders are asked to stop for ten minutes each
        Assert.False(action is MakeSummary { Request: not null } && _log.For(new MakeSummary(null, AskModelAgain: true).Id).Running);
        _log = _log.Begin(action);
        var order = new WorkOrder(Room, Call, _revision, action);
        var activation = _activation;
        _agenda.Enqueue(() => End(action, order, activation), _clock.Now.AddSeconds(0.01 + (_random.NextDouble() * 3)));
    }

    private void End(CallAction action, WorkOrder order, int activation)
    {
        var isOfTheDead = activation != _activation;
        if (isOfTheDead && _random.Next(2) is 0)
            return; // the request never left
        var (events, answered) = CarryOut(order);
        if (isOfTheDead)
        {
            if (_random.Next(2) is 0)
                Turn([.. events.Where(e => e is not SessionWritten)]); // as an ended activation tells the next one
            return;
        }

        _log = _log.End(action, answered, _clock.Now);
        if (action is WriteSession)
        {
            _log = _log with { Written = events.OfType<SessionWritten>().SingleOrDefault() ?? _log.Written };
            events = [.. events.Where(e => e is not SessionWritten)];
        }

        var before = Call.Summary;
        Turn(events);
        if (action is MakeSummary { Request: not null } && before?.Summary.Source is SummarySource.Model)
            Assert.Equal(SummarySource.Model, Call.Summary!.Summary.Source); // asking anew never makes it worse
    }

    private (IReadOnlyList<CallEvent> Events, bool Answered) CarryOut(WorkOrder order)
    {
        try
        {
            return (_work.CarryOutAsync(order, CancellationToken.None).GetAwaiter().GetResult(), true);
        }
        catch (Exception e) when (e is OutsideException or CallErasedException)
        {
            return ([], false);
        }
    }

    // What an activation has begun ends with it, if it dies before.
    private void Later(DateTimeOffset when, Action what)
    {
        var activation = _activation;
        _agenda.Enqueue(() =>
        {
            if (activation == _activation)
                what();
        }, when);
    }
}
