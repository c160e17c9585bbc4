using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>What people, the agent and misfortune do in a simulated call.</summary>
internal sealed partial class Simulation
{
    private void Script()
    {
        if (_script is { } script)
            script(this);
        else
            Chance();
        if (_erases is not null)
            Erase(_erases);
        foreach (var second in Enumerable.Range(0, 2000))
            _agenda.Enqueue(() => { }, s_start.AddSeconds(second)); // LiveKit's own ticker
    }

    private void Chance()
    {
        People();
        Words();
        Wishes();
        Misfortunes();
    }

    private void People()
    {
        if (_random.Next(4) > 0)
            At(1 + _random.Next(30), World.Join);
        var leaves = 40 + _random.Next(200);
        if (_random.Next(2) is 0)
            At(leaves, World.Leave);
        if (_random.Next(4) is 0)
            At(leaves + 1 + _random.Next(60), World.Join); // to the room, or to one that has ended
        if (_random.Next(2) is 0)
            At(60 + _random.Next(200), () => Turn(Call.Room.Sid is not null && Call.EndedAt() is null ? [new EndRequested("ana", _clock.Now)] : []));
        At(1500, World.Leave);
    }

    private void Words()
    {
        for (var second = 10 + _random.Next(20); second < 400; second += 5 + _random.Next(60))
        {
            var (id, speaker) = ($"S{second}", (Speaker)_random.Next(2));
            At(second, () => Hear(id, speaker, World.HumanThere));
        }

        if (_random.Next(6) is 0)
            At(300 + _random.Next(900), () => Hear("late", Speaker.User));
        if (_random.Next(3) is 0)
            At(100 + _random.Next(300), HandIn);
        if (_random.Next(8) is 0)
            At(400 + _random.Next(300), HandIn);
    }

    private void Wishes()
    {
        var wishes = _random.Next(4);
        for (var n = 0; n < wishes; n++)
            At(_random.Next(_random.Next(4) is 0 ? 3000 : 500), AskForTheSummaryAnew);
    }

    private void Misfortunes()
    {
        if (_random.Next(2) is 0)
            At(30 + _random.Next(100), World.LoseAgent);
        if (_random.Next(4) is 0)
            At(20 + _random.Next(200), World.BreakRecorder);
        if (_random.Next(6) is 0)
            At(_random.Next(300), World.Vanish);
        if (_random.Next(6) is 0)
            At(_random.Next(300), World.Restart);
        if (_random.Next(10) is 0)
            At(_random.Next(300), World.Haunt);
        if (_random.Next(4) is 0)
            At(_random.Next(600), Split);
        if (_random.Next(4) is 0)
            At(_random.Next(400), HearOfAForeignRoom);
        var outages = _random.Next(3);
        for (var n = 0; n < outages; n++)
        {
            var begins = _random.Next(4) is 0 ? 0 : _random.Next(300);
            At(begins, () => World.Away = true);
            At(begins + 1 + _random.Next(90), () => World.Away = false);
        }

        var deaths = _random.Next(4);
        for (var n = 0; n < deaths; n++)
            At(_random.Next(400) + _random.NextDouble(), Die);
    }

    private void HearOfAForeignRoom()
    {
        const string sid = "RM_foreign";
        CallEvent[] news =
        [
            new RoomSeen(sid, _clock.Now),
            new ParticipantSeen { RoomSid = sid, ParticipantSid = "PA_foreign", Identity = "eve", Kind = ParticipantKind.Human, JoinedAt = _clock.Now },
            new EgressReported(new EgressReport { EgressId = "EG_foreign", RoomSid = sid, Key = "theirs.ogg", Status = EgressStatus.Active }),
            new RoomFinished(sid, _clock.Now.AddSeconds(1)),
        ];
        foreach (var one in news.Where(_ => _random.NextDouble() >= _lostWebhooks))
            _agenda.Enqueue(() => Turn([one]), _clock.Now.AddSeconds(_random.NextDouble() * 15));
    }

    // The agent's worker sends what was said, as CallGrain.AppendTranscriptAsync takes it; the activation may die over it.
    private void Hear(string id, Speaker speaker, bool isSaid = true)
    {
        if (!IsOpen || !isSaid)
            return;
        var segment = new TranscriptSegment { Id = id, Speaker = speaker, Text = $"word {id}", StartedAt = _clock.Now, Final = true };
        var byUser = speaker is Speaker.User;
        Acknowledged(
            new TranscriptChanged(_clock.Now, byUser, FromClient: false),
            () => World.AppendAsync(Room, [segment], CancellationToken.None),
            () =>
            {
                _log = _log with { LastSegmentAt = _clock.Now };
                Turn(byUser && !Call.SomebodyWasThere() ? [new TranscriptChanged(_clock.Now, UserSpoke: true, FromClient: false)] : []);
            });
    }

    // The client hands in what it heard, as CallGrain.SubmitTranscriptAsync takes it.
    private void HandIn()
    {
        if (!IsOpen)
            return;
        var known = World.Transcript;
        TranscriptLine[] heard =
        [
            .. known.Segments.OrderBy(s => s.StartedAt).Where(_ => _random.Next(3) > 0).Select(s => new TranscriptLine { Speaker = s.Speaker, Text = s.Text.ToUpperInvariant() + "." }),
            new TranscriptLine { Speaker = Speaker.User, Text = "Bye." },
        ];
        var lines = TranscriptAssembly.MergeClientLines(known.Client?.Lines ?? [], heard);
        Acknowledged(
            new TranscriptChanged(_clock.Now, UserSpoke: true, FromClient: true),
            () => World.SaveClientAsync(Room, new ClientTranscript(lines, 42) { StoredAt = known.Client?.StoredAt }, CancellationToken.None),
            () =>
            {
                _log = _log with { SummaryWantedAt = _clock.Now };
                Turn([]);
            });
    }

    // As CallGrain.RemakeSummaryAsync takes it.
    private void AskForTheSummaryAnew()
    {
        if (IsOpen && Call.Room.Sid is not null && !SummaryRequests.IsRepeat(Call, _timings, _clock.Now))
            Turn([new SummaryRequested((Call.SummaryRequest?.Number ?? 0) + 1, _clock.Now)]);
        if (_random.Next(4) is 0)
            Die();
    }

    // The activation may die after each step; what it did not acknowledge is sent again.
    private void Acknowledged(TranscriptChanged note, Action store, Action plan)
    {
        if (!IsOpen)
            return;
        if (SummaryMayMiss())
            Store(note);
        var diesBefore = _random.Next(8) is 0;
        if (!diesBefore)
            store();
        if (!diesBefore && _random.Next(8) > 0)
        {
            plan();
            return;
        }

        Die();
        At((_clock.Now - s_start).TotalSeconds + 5, () => Acknowledged(note with { At = _clock.Now }, store, plan));
    }

    private bool IsOpen => Call is { Request: not null, StartFailure: null, Erasure: null };

    private bool SummaryMayMiss() =>
        Call.EndedAt() is not null || Call.Summary is not null || _log.For(MakeSummary.ActionId).Running;

    private void Store(CallEvent news)
    {
        var next = Call.Apply(news);
        (Call, _revision) = (next with { DueAt = Call.DueAt ?? _clock.Now + _timings.SweepWhileBusy }, _revision + 1);
    }
}
