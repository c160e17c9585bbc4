using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Sessions;

/// <summary>Carries out what <see cref="SessionPlan"/> decided.</summary>
internal sealed class SessionWork(ISessionStore sessions, ITranscriptStore transcripts)
{
    public async Task<IReadOnlyList<CallEvent>> WriteAsync(
        WorkOrder order, WriteSession action, CancellationToken cancellationToken)
    {
        var row = action.Row with { Room = order.Room };
        var lines = row.Summary is null ? null : (await transcripts.ReadAsync(order.Room, cancellationToken)).Assemble();
        var noMemory = await sessions.WriteAsync(row, lines, order.Revision, cancellationToken);
        return [new SessionWritten(order.Revision, action.Digest, noMemory)];
    }
}
