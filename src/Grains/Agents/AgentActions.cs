using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>Call the agent into the room.</summary>
/// <param name="Number">Which call it is, from 1.</param>
/// <param name="LookFirst">An earlier try may have worked although its answer was lost: list before calling again.</param>
public sealed record DispatchAgent(int Number, bool LookFirst) : CallAction
{
    public override string Id => $"dispatch-agent/{Number}";

    public override CallEvent? Intent(DateTimeOffset now) => new DispatchBegun(Number, now);
}
