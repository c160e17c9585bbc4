using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary><c>livekit.Egress</c> (livekit-server pkg/service/egress.go), as far as audio files in S3 need it.</summary>
internal sealed class EgressService(
    RoomDirectory rooms, EgressDirectory egresses, EgressWorker worker, FaultBook faults, FaultCounts counts, SandboxOptions options, TimeProvider time)
{
    private const string Service = "livekit.Egress";

    private static readonly TimeSpan ServerGivesUp = TimeSpan.FromSeconds(20);
    private static readonly TwirpError NoSuchEgress = TwirpError.FromBus("not_found", "egress does not exist");
    private static readonly TwirpError NoResponse = TwirpError.FromBus("unavailable", "no response from servers");
    private static readonly TwirpError NoCapacity = TwirpError.FromBus("unavailable", "no servers available (received 1 responses)");
    private static readonly TwirpError TimedOut = TwirpError.FromBus("deadline_exceeded", "request timed out");

    public IEnumerable<TwirpMethod> Methods =>
    [
        TwirpMethod.ForAsync<RoomCompositeEgressRequest>(Service, "StartRoomCompositeEgress", (grant, _) => grant.RoomRecord, request => [request.RoomName], StartAsync),
        TwirpMethod.ForAsync<WebEgressRequest>(Service, "StartWebEgress", (grant, _) => grant.RoomRecord, _ => [], StartWebAsync),
        TwirpMethod.For<ListEgressRequest>(Service, "ListEgress", (grant, _) => grant.RoomRecord, RoomsOf, List),
        TwirpMethod.ForAsync<StopEgressRequest>(Service, "StopEgress", (grant, _) => grant.RoomRecord, request => RoomOf(request.EgressId), StopAsync),
    ];

    private async Task<TwirpAnswer> StartAsync(RoomCompositeEgressRequest request, CancellationToken cancellationToken)
    {
        if (rooms.Find(request.RoomName) is null)
            return TwirpError.FromBus("not_found", "requested room does not exist");

        if (EgressValidation.ErrorIn(request, out var output) is { } error)
            return error;

        var fault = faults.StrikeEgress(request.RoomName);
        if (fault is { Kind: EgressFaultKind.NoWorkers or EgressFaultKind.NoCapacity or EgressFaultKind.SlowStart })
            return await RefuseAsync(fault, StartLate, cancellationToken);

        EgressRun run;
        EgressInfo started;
        lock (rooms.Gate)
        {
            if (rooms.Find(request.RoomName) is not { } room)
                return TwirpError.FromBus("not_found", "requested room does not exist");

            run = worker.Start(room, request, output, fault);
            started = run.Info;
        }

        await run.MayAnswer.WaitAsync(cancellationToken);
        return TwirpAnswer.Of(started);

        void StartLate()
        {
            if (rooms.Find(request.RoomName) is { } room)
                worker.Start(room, request, output, fault: null);
        }
    }

    private async Task<TwirpAnswer> StartWebAsync(WebEgressRequest request, CancellationToken cancellationToken)
    {
        if (EgressValidation.ErrorIn(request, out var output) is { } error)
            return error;

        var fault = faults.StrikeEgress("");
        if (fault is { Kind: EgressFaultKind.NoWorkers or EgressFaultKind.NoCapacity or EgressFaultKind.SlowStart })
            return await RefuseAsync(fault, () => worker.Start(request, output, fault: null), cancellationToken);

        var run = worker.Start(request, output, fault);
        var started = run.Info;
        await run.MayAnswer.WaitAsync(cancellationToken);
        return TwirpAnswer.Of(started);
    }

    /// <summary>No worker takes the request – or one does, but when nobody waits for its answer any more.</summary>
    private async Task<TwirpAnswer> RefuseAsync(EgressFault fault, Action startLate, CancellationToken cancellationToken)
    {
        counts.Add(fault.Kind);
        var isSlow = fault.Kind is EgressFaultKind.SlowStart;
        await Task.Delay(isSlow && fault.AfterMs == 0 ? options.Scaled(ServerGivesUp) : fault.After, time, cancellationToken);
        lock (rooms.Gate)
        {
            if (isSlow)
                startLate();
        }

        return fault.Kind is EgressFaultKind.NoCapacity ? NoCapacity : NoResponse;
    }

    /// <summary>An id leaves the other filters without effect, and must be known.</summary>
    private TwirpAnswer List(ListEgressRequest request)
    {
        if (request.EgressId.Length == 0)
            return TwirpAnswer.Of(new ListEgressResponse { Items = egresses.List(request.RoomName, request.Active) });

        return egresses.Find(request.EgressId) is { } run ? TwirpAnswer.Of(new ListEgressResponse { Items = [run.Info] }) : NoSuchEgress;
    }

    private async Task<TwirpAnswer> StopAsync(StopEgressRequest request, CancellationToken cancellationToken)
    {
        lock (rooms.Gate)
        {
            if (egresses.Find(request.EgressId) is not { } run)
                return NoSuchEgress;

            if (run.IsOver)
                return new TwirpError("failed_precondition", $"egress with status {NameOf(run.Info.Status)} cannot be stopped");

            if (!run.IsOrphan)
                return TwirpAnswer.Of(worker.Stop(run, EgressEnd.Stopped));
        }

        await Task.Delay(options.Scaled(options.UnansweredAfter), time, cancellationToken);
        return TimedOut;
    }

    private IReadOnlyList<string> RoomsOf(ListEgressRequest request) => request.EgressId.Length > 0 ? RoomOf(request.EgressId) : [request.RoomName];

    private IReadOnlyList<string> RoomOf(string egressId) => egresses.Find(egressId) is { } run ? [run.Info.RoomName] : [];

    private static string NameOf(EgressStatus status) => status switch
    {
        EgressStatus.Complete => "EGRESS_COMPLETE",
        EgressStatus.Failed => "EGRESS_FAILED",
        EgressStatus.Aborted => "EGRESS_ABORTED",
        _ => "EGRESS_LIMIT_REACHED",
    };
}
