using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Calls;

/// <summary>The commands that bring words.</summary>
internal sealed partial class CallGrain
{
    private const string WordsCame = "words were handed in";

    public Task<TranscriptReceipt?> AppendTranscriptAsync(IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) =>
        UnlessErasedAsync(() => TakeAsync(segments, cancellationToken));

    public Task<TranscriptReceipt?> SubmitTranscriptAsync(SubmitTranscript transcript, CancellationToken cancellationToken) =>
        UnlessErasedAsync(() => TakeAsync(transcript, cancellationToken));

    // This activation may be of a silo that was frozen while another erased the call: storage knows.
    private async Task<TranscriptReceipt?> UnlessErasedAsync(Func<Task<TranscriptReceipt>> store)
    {
        if (!IsOpen())
        {
            return null;
        }

        try
        {
            return await store();
        }
        catch (CallErasedException)
        {
            Leave();
            return null;
        }
        catch (TranscriptFullException)
        {
            return new TranscriptReceipt(clock.Now, 0, IsFull: true);
        }
    }

    private async Task<TranscriptReceipt> TakeAsync(IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        var now = AfterTheSummary();
        var byUser = segments.Any(s => s.Speaker is Speaker.User && s.Text.Length > 0);
        if (SummaryMayMiss())
        {
            if (await transcripts.CountNewsAsync(Room, segments, cancellationToken) is 0)
            {
                await SeeThatTheyAreReadAsync(now, byUser);
                return new TranscriptReceipt(now, 0);
            }

            // First that the summary is behind, then the words: a crash in between costs a look, no words.
            await StoreAsync([new TranscriptChanged(now, byUser, FromClient: false)], WordsCame);
        }

        var changed = await AppendAsync(segments, cancellationToken);
        var durable = AfterTheSummary() + TimeSpan.FromMilliseconds(1); // the clock counts whole ones
        if (changed > 0 && (_call.Summary?.AsOf >= now || SummaryIsUnderWay))
        {
            // A summary was begun while the words were on their way, and may have read without them.
            await StoreAsync([new TranscriptChanged(durable, byUser, FromClient: false)], WordsCame);
        }

        _actions = _actions with { LastSegmentAt = durable };
        var firstProof = changed > 0 && byUser && !_call.SomebodyWasThere();
        await CommitAsync(firstProof ? [new TranscriptChanged(now, UserSpoke: true, FromClient: false)] : [], WordsCame);
        return new TranscriptReceipt(now, changed);
    }

    private async Task<TranscriptReceipt> TakeAsync(SubmitTranscript transcript, CancellationToken cancellationToken)
    {
        var now = AfterTheSummary();
        var (isNews, changed) = await AddAsync(transcript, now, cancellationToken);
        if (isNews)
        {
            now = AfterTheSummary(); // a summary that was begun meanwhile may have read without these lines
        }
        else if (_call is { Summary: { } known, Transcript.FromClient: true }
            && SummaryPlan.IsSettled(_call) && !(_actions.LastSegmentAt > known.AsOf) && await SummaryKnowsAllAsync())
        {
            return new TranscriptReceipt(known.AsOf, 0); // sent again: the answer stands
        }

        _actions = _actions with { SummaryWantedAt = now };
        await CommitAsync();
        return new TranscriptReceipt(now, changed);
    }

    private async Task<int> AppendAsync(IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        try
        {
            var appended = await transcripts.AppendAsync(Room, segments, cancellationToken);
            _newest.Stored(appended.Revision);
            return appended.Changed;
        }
        catch
        {
            _newest.Doubt();
            throw;
        }
    }

    // Another silo that takes itself for the call's may write meanwhile: then there is more to add to. One of the two always gets on.
    private async Task<(bool IsNews, int Changed)> AddAsync(SubmitTranscript transcript, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await transcripts.ReadClientAsync(Room, cancellationToken);
            var lines = TranscriptAssembly.MergeClientLines(before?.Lines ?? [], transcript.Lines);
            var after = new ClientTranscript(lines, Math.Max(before?.DurationSeconds ?? 0, transcript.DurationSeconds)) { StoredAt = before?.StoredAt };
            var changed = lines.Count - (before?.Lines.Count ?? 0);
            if (before is not null && changed is 0 && after.DurationSeconds == before.DurationSeconds)
            {
                return (false, 0);
            }

            if (changed > 0 && !TranscriptAssembly.FitsClient(lines))
            {
                throw new TranscriptFullException();
            }

            if (SummaryMayMiss())
            {
                await StoreAsync([new TranscriptChanged(now, changed > 0, FromClient: true)], WordsCame);
            }

            if (await transcripts.SaveClientAsync(Room, after, cancellationToken))
            {
                return (true, changed);
            }
        }
    }

    // The words are stored, but whoever stored them may have died over it, or been told that it failed: what they call for
    // may not have been begun, and a summary may have read before they were there.
    private async Task SeeThatTheyAreReadAsync(DateTimeOffset now, bool byUser)
    {
        if (!SummaryPlan.IsSettled(_call))
        {
            await CommitAsync();
        }
        else if (!await SummaryKnowsAllAsync())
        {
            await CommitAsync([new TranscriptChanged(now, byUser, FromClient: false)], WordsCame);
        }
    }

    private async Task<bool> SummaryKnowsAllAsync() =>
        TranscriptText.Hash((await transcripts.ReadAsync(Room, CancellationToken.None)).Assemble()) == _call.Summary?.TranscriptHash;

    // The summary may be of a silo whose clock was ahead: words that come now are not older.
    private DateTimeOffset AfterTheSummary() => Times.Later(clock.Now, _call.Summary?.AsOf + TimeSpan.FromMilliseconds(1))!.Value;

    // Words that come before any summary is being made are read by the first one, and need no note that it is behind.
    private bool SummaryMayMiss() =>
        _call.EndedAt() is not null || _call.Summary is not null || SummaryIsUnderWay;

    // Made and not stored yet included: what it has read is not known.
    private bool SummaryIsUnderWay => _actions.For(MakeSummary.ActionId).Running || _runner.HasOutcomeOf(MakeSummary.ActionId);
}
