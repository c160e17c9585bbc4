using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Webhooks;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>
/// Runs egresses: STARTING until somebody publishes audio or the page is open, then ACTIVE, ENDING and COMPLETE or FAILED; ABORTED when it is
/// over before it began (livekit/egress pkg/pipeline/controller.go).
/// </summary>
internal sealed partial class EgressWorker
{
    private const string NoStartSignal = "Start signal not received";

    private readonly RoomDirectory _rooms;
    private readonly EgressDirectory _egresses;
    private readonly RecordingMaker _recordings;
    private readonly WebPages _pages;
    private readonly WebhookSender _webhooks;
    private readonly FaultCounts _counts;
    private readonly Errands _errands;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EgressWorker> _logger;

    public EgressWorker(
        RoomDirectory rooms,
        EgressDirectory egresses,
        RecordingMaker recordings,
        WebPages pages,
        WebhookSender webhooks,
        FaultCounts counts,
        Errands errands,
        SandboxOptions options,
        TimeProvider time,
        ILogger<EgressWorker> logger)
    {
        (_rooms, _egresses, _recordings, _pages, _webhooks, _counts) = (rooms, egresses, recordings, pages, webhooks, counts);
        (_errands, _options, _time, _logger) = (errands, options, time, logger);
        rooms.AudioPublished += room => Each(room, run => Activate(run));
        rooms.Closed += room => Each(room, run => Stop(run, EgressEnd.SourceClosed));
        rooms.Vanished += room => Each(room, StopSilently);
    }

    /// <summary>Starts an egress. Nothing keeps a room from having several.</summary>
    public EgressRun Start(Room room, RoomCompositeEgressRequest request, EncodedFileOutput output, EgressFault? fault)
    {
        lock (_rooms.Gate)
        {
            var run = new EgressRun(room, output, EgressInfos.Of(Sid.New("EG_"), room, request, output, _time.GetUtcNow())) { Fault = fault };
            _egresses.Add(run);
            run.MayAnswer = Announce(run, "egress_started");
            if (run.Suffers(EgressFaultKind.NeverActive))
                _counts.Add(EgressFaultKind.NeverActive);

            _rooms.Later(_options.Scaled(_options.EgressJoinDelay), () => Join(run));
            if (run.Suffers(EgressFaultKind.Abort))
                _rooms.Later(fault!.After, () => Inflict(run, EgressFaultKind.Abort));

            return run;
        }
    }

    /// <summary>Starts an egress of a web page, which needs no start signal: it is ACTIVE as soon as the page is open.</summary>
    public EgressRun Start(WebEgressRequest request, EncodedFileOutput output, EgressFault? fault)
    {
        lock (_rooms.Gate)
        {
            var run = new EgressRun(room: null, output, EgressInfos.Of(Sid.New("EG_"), request, output, _time.GetUtcNow())) { Fault = fault };
            _egresses.Add(run);
            run.MayAnswer = Announce(run, "egress_started");
            _errands.Begin(cancellationToken => OpenAsync(run, request.Url, cancellationToken));
            return run;
        }
    }

    /// <summary>Ends an egress; one that is ending or over stays as it is.</summary>
    /// <returns>The egress after the request; its file follows later.</returns>
    public EgressInfo Stop(EgressRun run, EgressEnd end)
    {
        lock (_rooms.Gate)
        {
            if (run.IsRunning && run.Info.Status is EgressStatus.Starting)
                Abort(run, end.Details, NoStartSignal);
            else if (run.IsRunning)
                End(run, end);

            return run.Info;
        }
    }

    /// <summary>Lets a fault happen now to an egress that is not over; one that concerns its end waits for that.</summary>
    /// <returns>False when it cannot happen to this egress any more.</returns>
    public bool Inflict(EgressRun run, EgressFaultKind kind)
    {
        lock (_rooms.Gate)
        {
            if (!run.IsRunning || (kind is EgressFaultKind.NeverActive && run.Info.Status is not EgressStatus.Starting))
                return false;

            run.Fault = new EgressFault { Kind = kind };
            if (kind is EgressFaultKind.Abort)
                Abort(run, EgressEnd.SourceClosed.Details, NoStartSignal);
            else if (kind is EgressFaultKind.LimitReached && run.Info.Status is EgressStatus.Starting)
                Abort(run, EgressEnd.LimitReached.Details, "Session limit reached before start signal");
            else if (kind is EgressFaultKind.LimitReached)
                End(run, EgressEnd.LimitReached);
            else if (kind is EgressFaultKind.Fail)
                Fail(run, EgressEnd.PipelineFrozen);
            else if (kind is EgressFaultKind.Orphan)
                Orphan(run);
            else if (kind is EgressFaultKind.SilentEnd)
                Stop(run, EgressEnd.SourceClosed);
            else
                return true; // counted when it shows: at the end, or by never becoming active

            if (kind is not EgressFaultKind.SilentEnd)
                _counts.Add(kind);

            return true;
        }
    }

    private void StopSilently(EgressRun run)
    {
        run.IsSilent = true;
        Stop(run, EgressEnd.RoomLost);
    }

    private void Each(Room room, Action<EgressRun> act)
    {
        foreach (var run in _egresses.RunningIn(room))
            act(run);
    }

    /// <summary>The hidden participant joins. The process that records knows the request only: what depends on the time is made anew.</summary>
    private void Join(EgressRun run)
    {
        if (run is not { IsRunning: true, Info.Status: EgressStatus.Starting, Room: { } room, Output: { } output })
            return;

        _egresses.Change(run, EgressInfos.Of(run.Info.EgressId, room, run.Info.RoomComposite!, output, _time.GetUtcNow()));
        _rooms.Join(room, new ParticipantInfo
        {
            Identity = run.Info.EgressId,
            Kind = ParticipantKind.Egress,
            Permission = new ParticipantPermission { CanSubscribe = true, Hidden = true, Recorder = true },
        });
        run.HasJoined = true;
        if (room.HasAudio)
            Activate(run);
    }

    private async Task OpenAsync(EgressRun run, string url, CancellationToken cancellationToken)
    {
        var error = await _pages.OpenAsync(url, cancellationToken);
        lock (_rooms.Gate)
        {
            run.HasJoined = true;
            if (run.IsRunning && error.Length == 0)
                Activate(run);
            else if (run.IsRunning)
                Fail(run, EgressEnd.PageNotLoaded(error));
        }
    }

    private void Activate(EgressRun run)
    {
        if (!run.HasJoined || run.Info.Status is not EgressStatus.Starting || run.Fault?.Kind is EgressFaultKind.NeverActive or EgressFaultKind.Abort)
            return;

        run.ActiveSince = _time.GetUtcNow();
        if (run.Room is { } room)
            room.IsRecorded = true;

        Update(run, run.Info with { Status = EgressStatus.Active }, run.Info.FileResults[0] with { StartedAt = run.ActiveSince.ToUnixNanoseconds() });
        Announce(run, "egress_updated");
        if (run.Fault is { Kind: EgressFaultKind.Fail or EgressFaultKind.Orphan or EgressFaultKind.LimitReached } or { Kind: EgressFaultKind.SilentEnd, AfterMs: > 0 })
            _rooms.Later(run.Fault.After, () => Inflict(run, run.Fault.Kind));
    }

    private void Abort(EgressRun run, string details, string error)
    {
        BeSilentIfSo(run);
        var now = _time.GetUtcNow().ToUnixNanoseconds();
        var info = run.Info with { Status = EgressStatus.Aborted, Details = details, Error = error, ErrorCode = 412, EndedAt = now };
        Update(run, info, run.Info.FileResults[0] with { StartedAt = now, EndedAt = now });
        Over(run);
    }

    private void Fail(EgressRun run, EgressEnd end)
    {
        var info = run.Info with { Status = end.Status, Details = end.Details, Error = end.Error, ErrorCode = end.ErrorCode, EndedAt = _time.GetUtcNow().ToUnixNanoseconds() };
        Update(run, info, run.Info.FileResults[0]);
        Over(run);
    }

    private void Orphan(EgressRun run)
    {
        var room = run.Room;
        run.Lose();
        LogLost(run.Info.EgressId, run.Info.RoomName);
        Leave(run, room, DisconnectReason.ConnectionTimeout);
    }

    private void End(EgressRun run, EgressEnd end)
    {
        BeSilentIfSo(run);
        (run.End, run.EndingSince) = (end, _time.GetUtcNow());
        if (end.Status is not EgressStatus.LimitReached)
        {
            Update(run, run.Info with { Status = EgressStatus.Ending, Details = end.Details }, run.Info.FileResults[0]);
            Announce(run, "egress_updated");
        }

        Leave(run, run.Room, DisconnectReason.ClientInitiated);
        _errands.Begin(cancellationToken => FinishAsync(run, end, cancellationToken));
    }

    private async Task FinishAsync(EgressRun run, EgressEnd end, CancellationToken cancellationToken)
    {
        var recorded = await _recordings.MakeAsync(run, cancellationToken);
        lock (_rooms.Gate)
        {
            var info = run.Info with { EndedAt = _time.GetUtcNow().ToUnixNanoseconds(), Error = end.Error, ErrorCode = end.ErrorCode, Details = end.Details };
            if (recorded.Error.Length > 0)
                Update(run, info with { Status = EgressStatus.Failed, Error = recorded.Error, ErrorCode = 400 }, recorded.File);
            else
                Update(run, info with { Status = end.Status, ManifestLocation = recorded.ManifestLocation }, recorded.File);

            if (run.Suffers(EgressFaultKind.OddResult))
                MakeOdd(run);

            Over(run);
        }
    }

    /// <summary>Seen in the wild: livekit/egress#809, livekit/node-sdks#625.</summary>
    private void MakeOdd(EgressRun run)
    {
        _counts.Add(EgressFaultKind.OddResult);
        _egresses.Change(run, run.Info with { EndedAt = 0, FileResults = [], File = run.Info.File! with { EndedAt = 0, Duration = -run.Info.File.Duration } });
    }

    private void Over(EgressRun run)
    {
        Leave(run, run.Room, DisconnectReason.ClientInitiated);
        run.Release();
        _egresses.Retire(run);
        Announce(run, "egress_ended");
    }

    private void Leave(EgressRun run, Room? room, DisconnectReason reason)
    {
        if (room is null)
            return;

        room.IsRecorded = _egresses.RunningIn(room).Any(other => other != run && other.Info.Status is EgressStatus.Active);
        _rooms.Leave(room, run.Info.EgressId, reason);
    }

    private void BeSilentIfSo(EgressRun run)
    {
        if (!run.Suffers(EgressFaultKind.SilentEnd))
            return;

        run.IsSilent = true;
        _counts.Add(EgressFaultKind.SilentEnd);
    }

    private void Update(EgressRun run, EgressInfo info, FileResult file) =>
        _egresses.Change(run, info with { UpdatedAt = _time.GetUtcNow().ToUnixNanoseconds(), FileResults = [file], File = file });

    private Task Announce(EgressRun run, string news)
    {
        LogEgress(run.Info.EgressId, run.Info.RoomName, run.Info.Status, run.Info.Error);
        return run.IsSilent
            ? Task.CompletedTask
            : _webhooks.Publish(new WebhookEvent { Event = news, Room = new RoomInfo { Sid = run.Info.RoomId, Name = run.Info.RoomName }, EgressInfo = run.Info });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Egress {EgressId} of room {Room} is {Status} {Error}")]
    private partial void LogEgress(string egressId, string room, EgressStatus status, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Egress {EgressId} of room {Room} lost its worker")]
    private partial void LogLost(string egressId, string room);
}
