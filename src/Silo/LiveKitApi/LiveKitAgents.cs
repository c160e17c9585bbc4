using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.Silo.Configuration;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>Agents by LiveKit's dispatch.</summary>
internal sealed class LiveKitAgents(ILiveKitClient livekit, SiloSettings settings) : IAgents
{
    public async Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken)
    {
        var made = await LiveKitFailures.Ask(livekit.CreateDispatchAsync(new CreateDispatchRequest
        {
            AgentName = settings.AgentName,
            Room = room,
            Metadata = CallMetadata.Of(request, resume),
        }, cancellationToken), LiveKitFailures.Refused);
        return made.Id;
    }

    public async Task<IReadOnlyList<AgentCall>> ListAsync(string room, CancellationToken cancellationToken)
    {
        var listed = await LiveKitFailures.Ask(livekit.ListDispatchAsync(room, cancellationToken), LiveKitFailures.Refused);
        return [.. listed
            .Where(d => d.AgentName == settings.AgentName && d.DeletedAt is null)
            .OrderBy(d => d.CreatedAt)
            .Select(d => new AgentCall(d.Id, d.Jobs.All(j => j.Status is AgentJobStatus.Pending)))];
    }

    public async Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.DeleteDispatchAsync(dispatchId, room, cancellationToken);
        }
        catch (LiveKitException e) when (e.IsNotFound)
        {
            // Gone already.
        }
        catch (LiveKitException e)
        {
            throw new OutsideException(e.Message, refused: false, e);
        }
    }
}
