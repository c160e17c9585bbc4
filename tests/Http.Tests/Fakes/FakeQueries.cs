using System.Collections.Concurrent;
using OrleansCalls.Grains.Interfaces.Queries;
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

    public Task<IReadOnlyList<TranscriptLine>> TranscriptAsync(string room, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TranscriptLine>>(
        [
            new TranscriptLine { Speaker = Speaker.Fred, Text = "Hello" },
            new TranscriptLine { Speaker = Speaker.User, Text = "Hi" },
        ]);

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string room, CancellationToken cancellationToken) =>
        Trouble is null
            ? Task.FromResult<IReadOnlyList<TimelineEntry>>([])
            : Task.FromException<IReadOnlyList<TimelineEntry>>(new Npgsql.NpgsqlException(Trouble));

    public Task<StartClaim> ClaimStartAsync(
        string userId, string idempotencyKey, string bodyHash, string room, CancellationToken cancellationToken)
    {
        var claim = new StartClaim(room, bodyHash, IsNew: true);
        return Task.FromResult(Claims.TryAdd((userId, idempotencyKey), claim) ? claim : Claims[(userId, idempotencyKey)] with { IsNew = false });
    }

    public Task ReleaseStartAsync(string userId, string idempotencyKey, string room, CancellationToken cancellationToken)
    {
        if (Claims.TryGetValue((userId, idempotencyKey), out var claim) && claim.Room == room)
            Claims.TryRemove((userId, idempotencyKey), out _);
        return Task.CompletedTask;
    }

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Trouble);
}
