using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Agents;

/// <summary>Carries out what <see cref="AgentPlan"/> decided.</summary>
internal sealed class AgentWork(IAgents agents, ICallRooms rooms, ITranscriptStore transcripts, CallClock clock)
{
    /// <summary>What an agent that takes over is told at most, in characters; the end of the talk matters most.</summary>
    private const int LongestResume = 8_000;

    public async Task<IReadOnlyList<CallEvent>> DispatchAsync(
        WorkOrder order, DispatchAgent action, CancellationToken cancellationToken)
    {
        List<CallEvent> events = [];
        try
        {
            if (action.Number > 1 && await RoomCheck.NotThereAsync(rooms, order, clock, cancellationToken) is { } gone)
            {
                return [gone, new DispatchFailed(action.Number, "The room is not there", clock.Now)];
            }

            var known = order.Call.Agent.Dispatches.Where(d => d.Value.DispatchId is not null).ToLookup(d => d.Value.DispatchId!, d => d.Key);
            if (action.LookFirst)
            {
                var listed = await agents.ListAsync(order.Room, cancellationToken);
                if (listed.LastOrDefault(d => !known.Contains(d.DispatchId)) is { } made)
                {
                    return [new DispatchMade(action.Number, made.DispatchId, clock.Now)];
                }

                foreach (var old in listed)
                {
                    await agents.TakeBackAsync(order.Room, old.DispatchId, cancellationToken);
                    events.Add(new DispatchTakenBack(known[old.DispatchId].Last(), clock.Now));
                }
            }

            var resume = known.Count > 0 ? await ResumeAsync(order.Room, cancellationToken) : null;
            return [.. events, new DispatchMade(action.Number, await agents.DispatchAsync(order.Room, order.Request, resume, cancellationToken), clock.Now)];
        }
        catch (OutsideException e) when (e.Refused)
        {
            return [.. events, new DispatchFailed(action.Number, e.Message, clock.Now)];
        }
    }

    public async Task<IReadOnlyList<CallEvent>> LookAsync(WorkOrder order, LookForAgent action, CancellationToken cancellationToken)
    {
        var present = await rooms.ParticipantsAsync(order.Room, order.Call.Room.Sid!, clock.Now, cancellationToken);
        if (present.Any(p => p.Kind is ParticipantKind.Agent))
        {
            return [.. present]; // its webhook was lost
        }

        var current = order.Call.Agent.Dispatches[action.Number];
        var listed = await agents.ListAsync(order.Room, cancellationToken);
        var pending = listed.Any(d => d.DispatchId == current.DispatchId && d.Pending);
        return pending && current.PendingAt is null // it gets more time once
            ? [new DispatchPending(action.Number, clock.Now)]
            : [new DispatchLost(action.Number, clock.Now)];
    }

    private async Task<string?> ResumeAsync(string room, CancellationToken cancellationToken)
    {
        var text = TranscriptText.Of((await transcripts.ReadAsync(room, cancellationToken)).Assemble());
        return text.Length is 0 ? null : text.Length <= LongestResume ? text : text[^LongestResume..];
    }
}
