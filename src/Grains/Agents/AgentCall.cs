namespace OrleansCalls.Grains.Agents;

/// <summary>A dispatch as LiveKit tells it.</summary>
/// <param name="DispatchId">LiveKit's id of it.</param>
/// <param name="Pending">Whether its job waits for a worker, or has not been made yet.</param>
public sealed record AgentCall(string DispatchId, bool Pending);
