using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>LiveKit's agent dispatch. Failures are <see cref="Calls.OutsideException"/>s.</summary>
public interface IAgents
{
    /// <summary>Calls the agent into the room.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="request">The call.</param>
    /// <param name="resume">What was said so far, for an agent that takes over; null for the first.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>LiveKit's id of the dispatch.</returns>
    Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken);

    /// <summary>The dispatches of our agent in the room that were not taken back, the newest last.</summary>
    Task<IReadOnlyList<AgentCall>> ListAsync(string room, CancellationToken cancellationToken);

    /// <summary>Takes a dispatch back, so that no second agent joins. One that is gone is no failure.</summary>
    Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken);
}
