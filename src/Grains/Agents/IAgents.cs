using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>LiveKit's agent dispatch. Failures are <see cref="Calls.OutsideException"/>s.</summary>
public interface IAgents
{
    /// <summary>Calls the agent into the room.</summary>
    /// <returns>LiveKit's id of the dispatch.</returns>
    Task<string> DispatchAsync(string room, CallRequested request, CancellationToken cancellationToken);

    /// <summary>The newest dispatch of our agent in the room, or null.</summary>
    Task<string?> FindAsync(string room, CancellationToken cancellationToken);
}
