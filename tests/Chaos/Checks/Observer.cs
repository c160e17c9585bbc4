using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Npgsql;
using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;
using OrleansCalls.DevStack.Recordings;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Looks at calls from outside: the tables, the API, the bucket, and what the sandbox says it uploaded.</summary>
internal sealed class Observer(Stack stack, Product product, SandboxControl sandbox, RoomWatch twins) : IDisposable
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AmazonS3Client s3 = stack.S3.CreateClient();

    /// <summary>The facts of each call, in any order.</summary>
    public async IAsyncEnumerable<(CallLedger Ledger, CallFacts Facts)> LookAsync(
        IReadOnlyList<CallLedger> ledgers, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uploads = await UploadsAsync(cancellationToken);
        foreach (var batch in ledgers.Chunk(200))
        {
            string[] rooms = [.. batch.Select(ledger => ledger.Room!)];
            var rows = await RowsAsync(rooms, cancellationToken);
            var memories = await MemoriesAsync(rooms, cancellationToken);
            var deliveries = await DeliveriesAsync(rooms, cancellationToken);
            foreach (var few in batch.Chunk(AtOnce))
            {
                var looks = few.Select(async ledger => (ledger, new CallFacts
                {
                    Rows = [.. rows[ledger.Room!]],
                    Memories = [.. memories[HashOf(ledger.Room!)]],
                    Page = Read<PageFacts>(await product.PageAsync(ledger.Life.User, ledger.Room!, cancellationToken)),
                    Transcript = Read<TranscriptAnswer>(await product.TranscriptAsync(ledger.Life.User, ledger.Room!, cancellationToken))?.Lines,
                    Told = stack.Customers.Told(ledger.Room!),
                    Deliveries = [.. deliveries[ledger.Room!]],
                    TwoAgents = twins.TwoAgents(ledger.Room!),
                    TwoRecorders = twins.TwoRecorders(ledger.Room!),
                    HadOrphan = uploads[ledger.Room!].Any(upload => upload.IsOrphan),
                    Uploads = await Task.WhenAll(uploads[ledger.Room!].Select(upload => WithObjectAsync(upload, cancellationToken))),
                }));
                foreach (var look in await Task.WhenAll(looks))
                {
                    yield return look;
                }
            }
        }
    }

    public void Dispose() => s3.Dispose();

    /// <summary>The last upload of each egress, or where it would be: S3 may have stored one whose acknowledgement was lost.</summary>
    private async Task<ILookup<string, Upload>> UploadsAsync(CancellationToken cancellationToken)
    {
        var uploads = (await ListAsync("/sandbox/uploads", cancellationToken)).OrderBy(upload => upload.UploadedAt, StringComparer.Ordinal);
        var last = uploads.GroupBy(upload => upload.EgressId).ToDictionary(some => some.Key, some => some.Last());
        var egresses = await ListAsync("/sandbox/egresses", cancellationToken);
        return egresses.Select(egress => last.GetValueOrDefault(egress.EgressId, egress) with { IsOrphan = egress.IsOrphan }).ToLookup(upload => upload.Room);
    }

    private async Task<List<Upload>> ListAsync(string path, CancellationToken cancellationToken) =>
        Read<List<Upload>>(await sandbox.PersistAsync(HttpMethod.Get, path, null, Patience, cancellationToken))
        ?? throw new InvalidOperationException($"The sandbox does not answer {path}.");

    private async Task<UploadFacts> WithObjectAsync(Upload upload, CancellationToken cancellationToken)
    {
        ObjectFacts? stored = null;
        try
        {
            using var response = await s3.GetObjectAsync(stack.S3.Bucket, upload.Key, cancellationToken);
            using var bytes = new MemoryStream();
            await response.ResponseStream.CopyToAsync(bytes, cancellationToken);
            var content = bytes.ToArray();
            stored = new ObjectFacts(content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), OggFile.Read(content).Problem is null);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            // then there is none
        }

        return new UploadFacts(upload.EgressId, upload.Key, upload.SizeBytes, upload.Sha256?.ToLowerInvariant(), stored);
    }

    private Task<ILookup<string, SessionFacts>> RowsAsync(string[] rooms, CancellationToken cancellationToken) => QueryAsync(
        """
        SELECT room_name, id::text, user_id, status, call_type, ended_at, summary, jsonb_array_length(next_actions), recording_url, transcript_json::text
        FROM coaching_sessions WHERE room_name = ANY ($1)
        """,
        rooms,
        row => new SessionFacts(
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            Maybe<string>(row, 4),
            row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
            Maybe<string>(row, 6),
            row.IsDBNull(7) ? null : row.GetInt32(7),
            Maybe<string>(row, 8),
            Maybe<string>(row, 9) is { } json ? JsonSerializer.Deserialize<List<LineFacts>>(json, JsonSerializerOptions.Web) : null),
        cancellationToken);

    private Task<ILookup<string, MemoryFacts>> MemoriesAsync(string[] rooms, CancellationToken cancellationToken) => QueryAsync(
        "SELECT content_hash, session_id, user_id, content ->> 'content' FROM fred_episodic_memory WHERE content_hash = ANY ($1)",
        [.. rooms.Select(HashOf)],
        row => new MemoryFacts(row.GetString(1), row.GetString(2), Maybe<string>(row, 3)),
        cancellationToken);

    private Task<ILookup<string, DeliveryFacts>> DeliveriesAsync(string[] rooms, CancellationToken cancellationToken) => QueryAsync(
        "SELECT room, event_id, type, state FROM webhook_deliveries WHERE room = ANY ($1) ORDER BY sequence",
        rooms,
        row => new DeliveryFacts(row.GetString(1), row.GetString(2), row.GetString(3)),
        cancellationToken);

    private async Task<ILookup<string, T>> QueryAsync<T>(string sql, string[] keys, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = stack.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = keys });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(string Key, T Value)> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), read(reader)));
        }

        return found.ToLookup(pair => pair.Key, pair => pair.Value);
    }

    private static T? Maybe<T>(NpgsqlDataReader row, int column) where T : class => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static T? Read<T>(Answer answer) where T : class =>
        answer.IsSuccess ? JsonSerializer.Deserialize<T>(answer.Body, JsonSerializerOptions.Web) : null;

    /// <summary>The contract's <c>content_hash</c> of a call.</summary>
    private static string HashOf(string room) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("voice-call/" + room)));

    private sealed record TranscriptAnswer(IReadOnlyList<NamedLine> Lines);

    private sealed record Upload(string EgressId, string Room, string Key, long? SizeBytes, string? Sha256, string? UploadedAt, bool IsOrphan);
}
