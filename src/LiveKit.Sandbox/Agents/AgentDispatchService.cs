using System.Text;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Agents;

/// <summary><c>livekit.AgentDispatchService</c> (livekit-server pkg/service/agent_dispatch_service.go).</summary>
internal sealed class AgentDispatchService(RoomDirectory rooms, AgentDispatches dispatches, SandboxOptions options, TimeProvider time)
{
    private const string Service = "livekit.AgentDispatchService";
    private const int LargestMetadata = 512 * 1024;

    public IEnumerable<TwirpMethod> Methods =>
    [
        TwirpMethod.For<CreateDispatchRequest>(Service, "CreateDispatch", (grant, request) => grant.Administers(request.Room), request => [request.Room], Create),
        TwirpMethod.ForAsync<DispatchRequest>(Service, "DeleteDispatch", (grant, request) => grant.Administers(request.Room), request => [request.Room], DeleteAsync),
        TwirpMethod.ForAsync<DispatchRequest>(Service, "ListDispatch", (grant, request) => grant.Administers(request.Room), request => [request.Room], ListAsync),
    ];

    /// <summary>A room that does not exist is made first.</summary>
    private TwirpAnswer Create(CreateDispatchRequest request)
    {
        if (Encoding.UTF8.GetByteCount(request.Metadata) > LargestMetadata)
            return TwirpError.FromBus("invalid_argument", "metadata size exceeds limits");

        lock (rooms.Gate)
        {
            var room = rooms.GetOrCreate(new CreateRoomRequest { Name = request.Room });
            return TwirpAnswer.Of(dispatches.Create(room, new RoomAgentDispatch
            {
                AgentName = request.AgentName,
                Metadata = request.Metadata,
                RestartPolicy = request.RestartPolicy,
                Deployment = request.Deployment,
                Attributes = request.Attributes,
            }));
        }
    }

    private async Task<TwirpAnswer> DeleteAsync(DispatchRequest request, CancellationToken cancellationToken)
    {
        if (rooms.Find(request.Room) is not { } room)
            return await NobodyAnswersAsync(cancellationToken);

        return dispatches.Delete(room, request.DispatchId) is { } deleted
            ? TwirpAnswer.Of(deleted)
            : TwirpError.FromBus("not_found", "dispatch ID not found");
    }

    private async Task<TwirpAnswer> ListAsync(DispatchRequest request, CancellationToken cancellationToken)
    {
        if (rooms.Find(request.Room) is not { } room)
            return await NobodyAnswersAsync(cancellationToken);

        lock (rooms.Gate)
        {
            var found = room.Dispatches.Values.Where(dispatch => request.DispatchId.Length == 0 || dispatch.Id == request.DispatchId);
            return TwirpAnswer.Of(new ListDispatchResponse { AgentDispatches = [.. found] });
        }
    }

    /// <summary>The request goes to the node of the room; where there is none, three rounds of a second pass in vain.</summary>
    private async Task<TwirpAnswer> NobodyAnswersAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.Scaled(options.UnansweredAfter), time, cancellationToken);
        return TwirpError.FromBus("unavailable", "no response from servers");
    }
}
