using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.WebFront.Calls;

/// <summary>
/// Finds a call for who asks. A name that is no call's, a call that never came to be, and another user's call all look the same. A
/// name that cannot be ours never reaches a call's grain. Ownership is the stored user's, never read out of a name.
/// </summary>
internal sealed class CallAccess(GrainCalls grains, RefusalLog refusals, TimeProvider time)
{
    /// <summary>How long after its end the agent's worker may still bring segments and read.</summary>
    private static readonly TimeSpan s_agentGrace = TimeSpan.FromHours(1);

    public async Task<CallSnapshot?> FindAsync(string room, Caller caller, CancellationToken cancellationToken)
    {
        var call = await FindAsync(room, cancellationToken);
        if (call is null || MayReach(caller, call))
            return call;
        if (!caller.IsAgent)
            refusals.TellOfAnothers(caller.User, room);
        return null;
    }

    /// <summary>The call whoever it belongs to; null also while it is starting, or when its start has failed.</summary>
    public async Task<CallSnapshot?> FindAsync(string room, CancellationToken cancellationToken)
    {
        if (!RoomName.CouldBeOurs(room))
            return null;
        var call = await grains.AskAsync(room, c => c.GetAsync(cancellationToken), cancellationToken);
        return call is { Status: CallStatus.InProgress or CallStatus.Completed or CallStatus.Cancelled } ? call : null;
    }

    /// <summary>
    /// A user's call that is known by its row alone, whatever its name, for reading; for one that has state this is null.
    /// </summary>
    public async Task<OlderCallRow?> FindOlderAsync(string room, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.IsAgent)
            return null;
        var row = await grains.QueryAsync(q => q.OlderAsync(room, cancellationToken), cancellationToken);
        if (row is null || string.Equals(caller.User, row.UserId, StringComparison.Ordinal))
            return row;
        refusals.TellOfAnothers(caller.User, room);
        return null;
    }

    /// <summary>Whether the caller may see this call, as it is now.</summary>
    public bool MayReach(Caller caller, CallSnapshot call) => caller.IsAgent
        ? call.EndedAt is not { } ended || time.GetUtcNow() - ended < s_agentGrace
        : string.Equals(caller.User, call.UserId, StringComparison.Ordinal);
}
