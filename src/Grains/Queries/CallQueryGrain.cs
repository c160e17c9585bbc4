using Orleans.Concurrency;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Queries;

/// <summary>Asks the tables; keeps nothing.</summary>
[StatelessWorker, Reentrant, GrainType("call-queries")]
internal sealed class CallQueryGrain(
    ICallTables tables, ITranscriptStore transcripts, IRecorders recorders, IRecordingStore recordings, OlderErasure olderErasure,
    CallClock clock) : Grain, ICallQueryGrain
{
    public Task<CallPage?> ListAsync(CallFilter filter, CancellationToken cancellationToken) =>
        tables.ListAsync(filter, cancellationToken);

    public async Task<IReadOnlyList<TranscriptLine>> TranscriptAsync(string room, CancellationToken cancellationToken) =>
        (await transcripts.ReadAsync(room, cancellationToken)).Assemble();

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken) =>
        tables.TimelineAsync(room, cancellationToken);

    public Task<OlderCallRow?> OlderAsync(string room, CancellationToken cancellationToken) => tables.OlderAsync(room, cancellationToken);

    public async Task<RecordingLink?> LinkToOlderRecordingAsync(RecordingSegment segment, CancellationToken cancellationToken)
    {
        if (!recorders.IsConfigured)
        {
            return null;
        }

        StoredRecording? found;
        try
        {
            found = await recordings.FindAsync(segment.Key, cancellationToken);
            if (found is null)
            {
                return null;
            }
        }
        catch (OutsideException)
        {
            found = null; // the link will hold when the bucket is back
        }

        var expiresAt = clock.Now + RecordingLink.Lifetime;
        return new RecordingLink
        {
            Url = recordings.Link(segment.Key, expiresAt),
            ExpiresAt = expiresAt,
            ContentType = found?.ContentType ?? "audio/ogg",
            Segment = segment with { SizeBytes = found?.SizeBytes },
        };
    }

    public async Task<ErasureReport?> EraseOlderAsync(string room, string userId, CancellationToken cancellationToken)
    {
        try
        {
            return await olderErasure.EraseAsync(room, userId, cancellationToken);
        }
        catch (OutsideException e)
        {
            throw new IOException(e.Message); // an outage, in a type that who asks has too
        }
    }

    public Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken) =>
        tables.ClaimStartAsync(userId, idempotencyKey, bodyHash, room, cancellationToken);

    public Task ReleaseStartAsync(string userId, string idempotencyKey, string room, CancellationToken cancellationToken) =>
        tables.ReleaseStartAsync(userId, idempotencyKey, room, cancellationToken);

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => tables.CheckAsync(cancellationToken);

    public Task<bool> HearProbeAsync(string room, CancellationToken cancellationToken) => tables.HearProbeAsync(room, cancellationToken);

    public Task<CallChanges> ChangesAsync(string room, CallPosition after, CancellationToken cancellationToken) =>
        tables.ChangesAsync(room, after, cancellationToken);
}
