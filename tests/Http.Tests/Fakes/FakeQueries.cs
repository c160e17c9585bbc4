using System.Collections.Concurrent;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Timelines;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Http.Tests.Fakes;

/// <summary>Tables in memory.</summary>
internal sealed class FakeQueries : ICallQueryGrain
{
    public ConcurrentDictionary<(string User, string Key), StartClaim> Claims { get; } = new();

    public List<CallFilter> Filters { get; } = [];

    /// <summary>What is wrong with the database.</summary>
    public string? Trouble { get; set; }

    public Task<CallPage?> ListAsync(CallFilter filter, CancellationToken cancellationToken)
    {
        Filters.Add(filter);
        return Task.FromResult<CallPage?>(new CallPage([], null));
    }

    /// <summary>Every call's transcript.</summary>
    public IReadOnlyList<TranscriptLine> Lines { get; set; } =
    [
        new TranscriptLine { Speaker = Speaker.Fred, Text = "Hello" },
        new TranscriptLine { Speaker = Speaker.User, Text = "Hi" },
    ];

    public Task<IReadOnlyList<TranscriptLine>> TranscriptAsync(string room, CancellationToken cancellationToken) => Task.FromResult(Lines);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken) =>
        Trouble is null
            ? Task.FromResult<IReadOnlyList<TimelineEntry>>([])
            : Task.FromException<IReadOnlyList<TimelineEntry>>(new Npgsql.NpgsqlException(Trouble));

    public Task<OlderCallRow?> OlderAsync(string room, CancellationToken cancellationToken) =>
        Trouble is null ? Task.FromResult<OlderCallRow?>(null) : Task.FromException<OlderCallRow?>(new Npgsql.NpgsqlException(Trouble));

    public Task<RecordingLink?> LinkToOlderRecordingAsync(RecordingSegment segment, CancellationToken cancellationToken) =>
        Task.FromResult<RecordingLink?>(null);

    public Task<ErasureReport?> EraseOlderAsync(string room, string userId, CancellationToken cancellationToken) =>
        Task.FromResult<ErasureReport?>(null);

    public Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken)
    {
        var claim = new StartClaim(room, bodyHash, IsNew: true);
        return Task.FromResult(Claims.TryAdd((userId, idempotencyKey), claim) ? claim : Claims[(userId, idempotencyKey)] with { IsNew = false });
    }

    public Task<bool> HearProbeAsync(string room, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task ReleaseStartAsync(string userId, string idempotencyKey, string room, CancellationToken cancellationToken)
    {
        if (Claims.TryGetValue((userId, idempotencyKey), out var claim) && claim.Room == room)
            Claims.TryRemove((userId, idempotencyKey), out _);
        return Task.CompletedTask;
    }

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Trouble);

    /// <summary>What is told of any call.</summary>
    public List<CallSnapshot> Changes { get; } = [];

    public List<RevisedSegment> Said { get; } = [];

    /// <summary>How often the two were read.</summary>
    public int Reads { get; private set; }

    public async Task<CallChanges> ChangesAsync(string room, CallPosition after, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Trouble is not null)
            throw new Npgsql.NpgsqlException(Trouble);
        lock (Said)
        {
            Reads++;
            return new CallChanges
            {
                Calls = [.. Changes.Where(c => c.Revision > after.Version)],
                Segments = [.. Said.Where(s => s.Revision > after.Revision)],
                Newest = new CallPosition(1000, 1000),
                IsWhole = true,
            };
        }
    }

    /// <summary>Something is said.</summary>
    public void Say(long revision, string text)
    {
        lock (Said)
        {
            Said.Add(new RevisedSegment(revision, new TranscriptSegment
            {
                Id = $"SG_{revision}",
                Speaker = Speaker.Fred,
                Text = text,
                StartedAt = DateTimeOffset.UnixEpoch,
                Final = true,
            }));
        }
    }
}
