using OrleansCalls.LiveKit.Sandbox.Ogg;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Webhooks;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>
/// The egresses and their lives: STARTING until somebody publishes audio, then ACTIVE, ENDING and COMPLETE or FAILED;
/// ABORTED when it is over before it began (livekit/egress pkg/pipeline/controller.go).
/// </summary>
internal sealed partial class EgressDirectory
{
    /// <summary>Ended egresses are forgotten after a day, and earlier when there are very many.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);
    private const int MostEnded = 10_000;

    private readonly Dictionary<string, EgressRun> _runs = new(StringComparer.Ordinal);
    private readonly Queue<EgressRun> _ended = new();
    private readonly RoomDirectory _rooms;
    private readonly WebhookSender _webhooks;
    private readonly Errands _errands;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EgressDirectory> _logger;

    public EgressDirectory(
        RoomDirectory rooms,
        WebhookSender webhooks,
        Errands errands,
        SandboxOptions options,
        TimeProvider time,
        ILogger<EgressDirectory> logger)
    {
        (_rooms, _webhooks, _errands, _options, _time, _logger) = (rooms, webhooks, errands, options, time, logger);
        rooms.AudioPublished += room => OfRoom(room).Where(run => run.HasJoined).ToList().ForEach(Activate);
        rooms.Closed += room => OfRoom(room).ToList().ForEach(run => Stop(run, EndReason.SourceClosed));
    }

    /// <summary>Starts an egress. Nothing keeps a room from having several.</summary>
    public EgressRun Start(Room room, RoomCompositeEgressRequest request, EncodedFileOutput output)
    {
        lock (_rooms.Gate)
        {
            var now = _time.GetUtcNow();
            var file = new FileResult { Filename = OutputPath.Of(output.Filepath, room.Name, room.Sid, now) };
            var run = new EgressRun(room, output, new EgressInfo
            {
                EgressId = Sid.New("EG_"),
                RoomId = room.Sid,
                RoomName = room.Name,
                SourceType = request.Layout.Length == 0 && request.CustomBaseUrl.Length == 0 ? EgressSourceType.Sdk : EgressSourceType.Web,
                StartedAt = now.ToUnixNanoseconds(),
                UpdatedAt = now.ToUnixNanoseconds(),
                RoomComposite = Redaction.Of(request),
                FileResults = [file],
                File = file,
            });

            _runs.Add(run.Info.EgressId, run);
            run.MayAnswer = Announce(run, "egress_started");
            _errands.Begin(cancellationToken => JoinLaterAsync(run, cancellationToken));
            return run;
        }
    }

    /// <summary>The egress; null when nobody knows the id, or no more.</summary>
    public EgressRun? Find(string egressId)
    {
        lock (_rooms.Gate)
            return _runs.GetValueOrDefault(egressId);
    }

    /// <summary>The egresses of a room name, whichever session of it; an empty name means all.</summary>
    public IReadOnlyList<EgressInfo> List(string roomName, bool activeOnly)
    {
        lock (_rooms.Gate)
        {
            return [.. _runs.Values
                .Where(run => (roomName.Length == 0 || run.Info.RoomName == roomName) && !(activeOnly && run.IsOver))
                .Select(run => run.Info)];
        }
    }

    /// <summary>Ends an egress; one that is ending or over stays as it is.</summary>
    /// <returns>The egress after the request; its file follows later.</returns>
    public EgressInfo Stop(EgressRun run, string reason)
    {
        lock (_rooms.Gate)
        {
            if (run.Info.Status is EgressStatus.Starting)
                Abort(run, reason);
            else if (run.Info.Status is EgressStatus.Active)
                End(run, reason);

            return run.Info;
        }
    }

    /// <summary>Forgets what ended more than a day ago.</summary>
    public void ForgetOld()
    {
        lock (_rooms.Gate)
        {
            var oldest = (_time.GetUtcNow() - Retention).ToUnixNanoseconds();
            while (_ended.TryPeek(out var run) && (run.Info.EndedAt < oldest || _ended.Count > MostEnded))
                _runs.Remove(_ended.Dequeue().Info.EgressId);
        }
    }

    private IEnumerable<EgressRun> OfRoom(Room room) => _runs.Values.Where(run => run.Room == room && !run.IsOver);

    private async Task JoinLaterAsync(EgressRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(_options.EgressJoinDelay, _time, cancellationToken);
        lock (_rooms.Gate)
        {
            if (run.Info.Status is not EgressStatus.Starting)
                return;

            _rooms.Join(run.Room, new ParticipantInfo
            {
                Identity = run.Info.EgressId,
                Kind = ParticipantKind.Egress,
                Permission = new ParticipantPermission { CanSubscribe = true, Hidden = true, Recorder = true },
            });
            run.HasJoined = true;
            if (run.Room.HasAudio)
                Activate(run);
        }
    }

    private void Activate(EgressRun run)
    {
        if (run.Info.Status is not EgressStatus.Starting)
            return;

        run.ActiveSince = _time.GetUtcNow();
        run.Room.IsRecorded = true;
        Update(run, run.Info with { Status = EgressStatus.Active }, run.Info.FileResults[0] with { StartedAt = run.ActiveSince.ToUnixNanoseconds() });
        Announce(run, "egress_updated");
    }

    private void Abort(EgressRun run, string reason)
    {
        var now = _time.GetUtcNow().ToUnixNanoseconds();
        var info = run.Info with { Status = EgressStatus.Aborted, Details = reason, Error = "Start signal not received", ErrorCode = 412, EndedAt = now };
        Update(run, info, run.Info.FileResults[0] with { StartedAt = now, EndedAt = now });
        Over(run);
    }

    private void End(EgressRun run, string reason)
    {
        run.EndingSince = _time.GetUtcNow();
        Update(run, run.Info with { Status = EgressStatus.Ending, Details = reason }, run.Info.FileResults[0]);
        run.Room.IsRecorded = OfRoom(run.Room).Any(other => other.Info.Status is EgressStatus.Active);
        Announce(run, "egress_updated");
        _rooms.Leave(run.Room, run.Info.EgressId, DisconnectReason.ClientInitiated);
        _errands.Begin(cancellationToken => FinishAsync(run, cancellationToken));
    }

    private async Task FinishAsync(EgressRun run, CancellationToken cancellationToken)
    {
        var length = Recording.LengthOf(run.ActiveSince, run.EndingSince);
        byte[] audio;
        lock (_rooms.Gate)
            audio = Recording.Make(run.Room.Name, run.ActiveSince, length, run.Room.Utterances);

        var file = run.Info.FileResults[0] with
        {
            EndedAt = (run.ActiveSince + length).ToUnixNanoseconds(),
            Duration = length.Ticks * TimeSpan.NanosecondsPerTick,
        };
        var uploaded = await RecordingUpload.UploadAsync(run.Info with { FileResults = [file] }, run.Output, audio, cancellationToken);

        lock (_rooms.Gate)
        {
            var info = run.Info with { EndedAt = _time.GetUtcNow().ToUnixNanoseconds() };
            if (uploaded.Error.Length > 0)
                Update(run, info with { Status = EgressStatus.Failed, Error = uploaded.Error, ErrorCode = 400 }, file);
            else
                Update(run, info with { Status = EgressStatus.Complete, ManifestLocation = uploaded.ManifestLocation }, file with { Size = audio.Length, Location = uploaded.Location });

            Over(run);
        }
    }

    private void Over(EgressRun run)
    {
        _rooms.Leave(run.Room, run.Info.EgressId, DisconnectReason.ClientInitiated);
        _ended.Enqueue(run);
        Announce(run, "egress_ended");
    }

    private void Update(EgressRun run, EgressInfo info, FileResult file) =>
        run.Info = info with { UpdatedAt = _time.GetUtcNow().ToUnixNanoseconds(), FileResults = [file], File = file };

    private Task Announce(EgressRun run, string news)
    {
        LogEgress(run.Info.EgressId, run.Info.RoomName, run.Info.Status, run.Info.Error);
        return _webhooks.Publish(new WebhookEvent { Event = news, Room = new RoomInfo { Sid = run.Info.RoomId, Name = run.Info.RoomName }, EgressInfo = run.Info });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Egress {EgressId} of room {Room} is {Status} {Error}")]
    private partial void LogEgress(string egressId, string room, EgressStatus status, string error);
}
