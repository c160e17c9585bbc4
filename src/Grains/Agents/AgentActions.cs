using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>A human is there and the agent is not: find out whether it still comes.</summary>
/// <param name="Number">The dispatch that should have brought it.</param>
public sealed record LookForAgent(int Number) : CallAction
{
    public override string Id => $"look-for-agent/{Number}";

    public override bool IsTold => false;
}

/// <summary>Call the agent into the room; one of an earlier dispatch that might still come is called off.</summary>
/// <param name="Number">Which call it is, from 1.</param>
/// <param name="LookFirst">An earlier try may have worked although its answer was lost: list before calling again.</param>
public sealed record DispatchAgent(int Number, bool LookFirst) : CallAction
{
    public override string Id => $"dispatch-agent/{Number}";

    public override TimeSpan OutcomeMayWait => NobodyWaits;

    public override CallEvent? Intent(DateTimeOffset now) => new DispatchBegun(Number, now);
}
