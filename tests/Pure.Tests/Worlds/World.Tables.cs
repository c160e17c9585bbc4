using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>The tables.</summary>
internal sealed partial class World
{
    private readonly Dictionary<string, TranscriptSegment> _segments = [];
    private ClientTranscript? _client;
    private static readonly DateTimeOffset s_epoch = DateTimeOffset.UnixEpoch;
    private long _rowRevision;
    private long _segmentRevision;

    private ErasedRecords _removed = new();

    /// <summary>When the call was erased.</summary>
    public DateTimeOffset? Tombstone { get; private set; }

    public SessionRow? Row { get; private set; }

    /// <summary>The transcript in the row.</summary>
    public IReadOnlyList<TranscriptLine>? RowLines { get; private set; }

    /// <summary>All that was acknowledged.</summary>
    public StoredTranscript Transcript => new([.. _segments.Values], _client, null);

    public Task<AppendedSegments> AppendAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken)
    {
        RefuseErased();
        foreach (var segment in segments)
            _segments[segment.Id] = segment;
        return Task.FromResult(new AppendedSegments(segments.Count, _segmentRevision += segments.Count));
    }

    public Task<long> NewestRevisionAsync(string room, CancellationToken cancellationToken) => Task.FromResult(_segmentRevision);

    public Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken) => Try(() => Transcript);

    public Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken) => Task.FromResult(_client);

    public Task<bool> SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken)
    {
        RefuseErased();
        if (transcript.StoredAt != _client?.StoredAt)
            return Task.FromResult(false);
        _client = transcript with { StoredAt = s_epoch.AddTicks(++_ids) };
        return Task.FromResult(true);
    }

    public Task<string?> WriteAsync(SessionRow row, IReadOnlyList<TranscriptLine>? transcript, long revision, CancellationToken cancellationToken) => Try<string?>(() =>
    {
        RefuseErased();
        if (revision >= _rowRevision)
            (Row, RowLines, _rowRevision) = (row, transcript, revision); // an older write never wins
        return null;
    });

    public Task<RecordsErased> EraseAsync(string room, string? userId, DateTimeOffset now, CancellationToken cancellationToken) => Try(() =>
    {
        Tombstone ??= now;
        _removed = new ErasedRecords
        {
            Segments = _removed.Segments + _segments.Count,
            Transcripts = _removed.Transcripts + (_client is null ? 0 : 1),
            Rows = _removed.Rows + (Row is null ? 0 : 1),
        };
        _segments.Clear();
        (_client, Row, RowLines) = (null, null, null);
        return new RecordsErased(Tombstone.Value, _removed);
    });

    public Task ForgetAsync(string room, DateTimeOffset now, CancellationToken cancellationToken) => EraseAsync(room, null, now, cancellationToken);

    public Task<bool> IsErasedAsync(string room, CancellationToken cancellationToken) => Task.FromResult(Tombstone is not null);

    public Task<OlderCall?> FindOlderAsync(string room, CancellationToken cancellationToken) => Task.FromResult<OlderCall?>(null);

    private void RefuseErased()
    {
        if (Tombstone is not null)
            throw new CallErasedException();
    }
}
