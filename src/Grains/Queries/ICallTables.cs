using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Timelines;

namespace OrleansCalls.Grains.Queries;

/// <summary>Questions that the database answers.</summary>
public interface ICallTables
{
    /// <inheritdoc cref="ICallQueryGrain.ListAsync"/>
    Task<CallPage?> ListAsync(CallFilter filter, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.TimelineAsync"/>
    Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.OlderAsync"/>
    Task<OlderCallRow?> OlderAsync(string room, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.ClaimStartAsync"/>
    Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.ReleaseStartAsync"/>
    Task ReleaseStartAsync(string userId, string idempotencyKey, string room, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.CheckAsync"/>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.HearProbeAsync"/>
    Task<bool> HearProbeAsync(string room, CancellationToken cancellationToken);

    /// <inheritdoc cref="ICallQueryGrain.ChangesAsync"/>
    Task<CallChanges> ChangesAsync(string room, CallPosition after, CancellationToken cancellationToken);
}
