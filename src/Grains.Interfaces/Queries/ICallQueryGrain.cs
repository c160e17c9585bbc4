using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>Questions that tables answer, not a call's own state. A stateless worker; the key is always 0.</summary>
[Alias("ICallQueryGrain")]
public interface ICallQueryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of a user's calls, newest first.</summary>
    /// <returns>Null when <see cref="CallFilter.Cursor"/> is none that a page ended with.</returns>
    [Alias("List")]
    Task<CallPage?> ListAsync(CallFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The lines of a call's transcript as acknowledged so far, the client's merged in, in the order of speaking.</summary>
    [Alias("Transcript")]
    Task<IReadOnlyList<TranscriptLine>> TranscriptAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>What happened to a call and was done for it, in the order in which it became known; the newest 1,000 entries.</summary>
    [Alias("Timeline")]
    Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>A call that is known by its row alone.</summary>
    /// <returns>Null when there is no such row, and for a call that has state: it is asked itself.</returns>
    [Alias("Older")]
    Task<OlderCallRow?> OlderAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>A link to the recording of a call that is known by its row alone, where the bucket has it under the call's key.</summary>
    /// <returns>Null when the bucket has none, and when no bucket is configured. A bucket that is away is taken to have it.</returns>
    [Alias("LinkToOlderRecording")]
    Task<RecordingLink?> LinkToOlderRecordingAsync(RecordingSegment segment, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases a call that is known by its row alone and whose name is not ours, all of it before the answer. Every other call erases
    /// itself. Repeating it after a failure removes what is left.
    /// </summary>
    /// <returns>Null when the user has no such call, such as one that is erased.</returns>
    [Alias("EraseOlder")]
    Task<ErasureReport?> EraseOlderAsync(string room, string userId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Binds an idempotency key to a room before the start, or answers what it was bound to within the last 24 h, an erased call
    /// included.
    /// </summary>
    [Alias("ClaimStart")]
    Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken = default);

    /// <summary>Frees an idempotency key whose start failed.</summary>
    [Alias("ReleaseStart")]
    Task ReleaseStartAsync(
        string userId, string idempotencyKey, string room, CancellationToken cancellationToken = default);

    /// <summary>Whether the database answers and is migrated.</summary>
    /// <returns>Null when all is well, otherwise what is wrong, in words for an operator.</returns>
    [Alias("Check")]
    Task<string?> CheckAsync(CancellationToken cancellationToken = default);

    /// <summary>Notes that a webhook about a <see cref="ProbeRoom"/> arrived.</summary>
    /// <returns>Whether somebody waits for it.</returns>
    [Alias("HearProbe")]
    Task<bool> HearProbeAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>What is stored of a call beyond a position: at most 100 segments, 20 changes, and about 64 KB of words.</summary>
    [Alias("Changes")]
    Task<CallChanges> ChangesAsync(string room, CallPosition after, CancellationToken cancellationToken = default);
}
