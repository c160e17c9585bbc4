using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Calls;

/// <summary>Carries out a call's actions, outside the grain's turn. What came of an action is told as events.</summary>
internal sealed class CallWork(
    RoomWork rooms, AgentWork agents, RecordingWork recordings, SummaryWork summaries, SessionWork sessions, ErasureWork erasures,
    LookQueue looks)
{
    /// <summary>Does it.</summary>
    /// <param name="order">What is to be done, and for which call.</param>
    /// <param name="cancellationToken">
    /// Ends it when the activation ends; but what makes something in LiveKit runs on to its own time-out, because cutting
    /// it off would leave its outcome unknown.
    /// </param>
    /// <returns>What came of it; nothing where there is nothing to tell.</returns>
    /// <exception cref="OutsideException">Nobody answered: it is to be tried again.</exception>
    public Task<IReadOnlyList<CallEvent>> CarryOutAsync(WorkOrder order, CancellationToken cancellationToken) => order.Action switch
    {
        CreateRoom => rooms.CreateAsync(order, CancellationToken.None),
        AbandonStart => rooms.AbandonAsync(),
        LookAtRoom => looks.TakeAsync(() => rooms.LookAsync(order, cancellationToken), cancellationToken),
        DeleteRoom => rooms.DeleteAsync(order, cancellationToken),
        DispatchAgent action => agents.DispatchAsync(order, action, CancellationToken.None),
        LookForAgent action => looks.TakeAsync(() => agents.LookAsync(order, action, cancellationToken), cancellationToken),
        StartEgress action => recordings.StartAsync(order, action, CancellationToken.None),
        FindLostEgress action => recordings.FindLostAsync(order, action, cancellationToken),
        StopEgress action => recordings.StopAsync(action, cancellationToken),
        LookAtEgress => looks.TakeAsync(() => recordings.LookAsync(order, cancellationToken), cancellationToken),
        FindRecording action => recordings.FindAsync(order, action, cancellationToken),
        MakeSummary action => summaries.MakeAsync(order, action, cancellationToken),
        WriteSession action => sessions.WriteAsync(order, action, cancellationToken),
        RecordSession action => Task.FromResult<IReadOnlyList<CallEvent>>([action.Written]),
        EraseRecords action => erasures.EraseRecordsAsync(order, action, cancellationToken),
        EraseRecordings => erasures.EraseRecordingsAsync(order, cancellationToken),
        CloseRooms => erasures.CloseRoomsAsync(order, cancellationToken),
        LookForRecorders => erasures.LookForRecordersAsync(order, cancellationToken),
        ForgetCall => erasures.ForgetAsync(order, cancellationToken),
        _ => throw new InvalidOperationException($"Nobody carries out {order.Action.GetType().Name}"),
    };
}
