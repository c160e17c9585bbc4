using System.Diagnostics.Metrics;
using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Agents;

/// <summary>Counts how often the voice agent is called.</summary>
internal sealed class AgentMeter
{
    private readonly Counter<long> _dispatches;

    public AgentMeter(IMeterFactory meters)
    {
        _dispatches = meters.Create(CallMeter.Name).CreateCounter<long>(
            "orleans_calls.agent_dispatches", "{dispatch}", "Dispatches of the agent that LiveKit was asked for, by kind: first, another");
        Count(0, "first");
        Count(0, "another");
    }

    /// <summary>Counts what a write of a call changed.</summary>
    public void Count(CallState before, CallState after)
    {
        if (ReferenceEquals(before.Agent, after.Agent))
        {
            return;
        }

        foreach (var number in after.Agent.Dispatches.Keys.Except(before.Agent.Dispatches.Keys))
        {
            Count(1, number is 1 ? "first" : "another");
        }
    }

    private void Count(int dispatches, string kind) => _dispatches.Add(dispatches, new KeyValuePair<string, object?>("kind", kind));
}
