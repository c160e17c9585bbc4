using Npgsql;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Grains.Tests.Hosting;

/// <summary>The real store, whose next write fails when a test says so, as it does when the silo freezes or dies over it.</summary>
internal sealed class FailingTranscripts(NpgsqlDataSource database) : ITranscriptStore
{
    /// <summary>The store itself.</summary>
    public ITranscriptStore Real { get; } = new TranscriptStore(database);

    /// <summary>Whether the next write fails, with nothing written.</summary>
    public bool NextWriteFails { get; set; }

    public Task<AppendedSegments> AppendAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) =>
        Fails() ? throw new TimeoutException("gone") : Real.AppendAsync(room, segments, cancellationToken);

    public Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) =>
        Real.CountNewsAsync(room, segments, cancellationToken);

    public Task<long> NewestRevisionAsync(string room, CancellationToken cancellationToken) => Real.NewestRevisionAsync(room, cancellationToken);

    public Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken) => Real.ReadAsync(room, cancellationToken);

    public Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken) => Real.ReadClientAsync(room, cancellationToken);

    /// <summary>What another silo does just before the client's next lines are written.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public async Task<bool> SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken)
    {
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }

        return Fails() ? throw new TimeoutException("gone") : await Real.SaveClientAsync(room, transcript, cancellationToken);
    }

    private bool Fails()
    {
        var fails = NextWriteFails;
        NextWriteFails = false;
        return fails;
    }
}
