using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary><c>livekit.Egress</c> (livekit-server pkg/service/egress.go), as far as audio files in S3 need it.</summary>
internal sealed class EgressService(RoomDirectory rooms, EgressDirectory egresses)
{
    private const string Service = "livekit.Egress";

    private static readonly TwirpError NoSuchEgress = TwirpError.FromBus("not_found", "egress does not exist");

    public IEnumerable<TwirpMethod> Methods =>
    [
        TwirpMethod.ForAsync<RoomCompositeEgressRequest>(Service, "StartRoomCompositeEgress", (grant, _) => grant.RoomRecord, request => [request.RoomName], StartAsync),
        TwirpMethod.For<ListEgressRequest>(Service, "ListEgress", (grant, _) => grant.RoomRecord, RoomsOf, List),
        TwirpMethod.For<StopEgressRequest>(Service, "StopEgress", (grant, _) => grant.RoomRecord, request => RoomOf(request.EgressId), Stop),
    ];

    private async Task<TwirpAnswer> StartAsync(RoomCompositeEgressRequest request, CancellationToken cancellationToken)
    {
        EgressRun run;
        EgressInfo started;
        lock (rooms.Gate)
        {
            if (rooms.Find(request.RoomName) is not { } room)
                return TwirpError.FromBus("not_found", "requested room does not exist");

            if (EgressValidation.ErrorIn(request, out var output) is { } error)
                return error;

            run = egresses.Start(room, request, output);
            started = run.Info;
        }

        await run.MayAnswer.WaitAsync(cancellationToken);
        return TwirpAnswer.Of(started);
    }

    /// <summary>An id leaves the other filters without effect, and must be known.</summary>
    private TwirpAnswer List(ListEgressRequest request)
    {
        if (request.EgressId.Length == 0)
            return TwirpAnswer.Of(new ListEgressResponse { Items = egresses.List(request.RoomName, request.Active) });

        return egresses.Find(request.EgressId) is { } run ? TwirpAnswer.Of(new ListEgressResponse { Items = [run.Info] }) : NoSuchEgress;
    }

    private TwirpAnswer Stop(StopEgressRequest request)
    {
        lock (rooms.Gate)
        {
            if (egresses.Find(request.EgressId) is not { } run)
                return NoSuchEgress;

            return run.IsOver
                ? new TwirpError("failed_precondition", $"egress with status {NameOf(run.Info.Status)} cannot be stopped")
                : TwirpAnswer.Of(egresses.Stop(run, EndReason.StopRequested));
        }
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
