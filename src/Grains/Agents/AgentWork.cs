using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Agents;

/// <summary>Carries out what <see cref="AgentPlan"/> decided.</summary>
internal sealed class AgentWork(IAgents agents, CallClock clock)
{
    public async Task<IReadOnlyList<CallEvent>> DispatchAsync(
        WorkOrder order, DispatchAgent action, CancellationToken cancellationToken)
    {
        try
        {
            var made = action.LookFirst ? await agents.FindAsync(order.Room, cancellationToken) : null;
            made ??= await agents.DispatchAsync(order.Room, order.Request, cancellationToken);
            return [new DispatchMade(action.Number, made, clock.Now)];
        }
        catch (OutsideException e) when (e.Refused)
        {
            return [new DispatchFailed(action.Number, e.Message, clock.Now)];
        }
    }
}
