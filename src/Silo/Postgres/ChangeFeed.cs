using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Changes;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Reads on in a call's changes and segments.</summary>
internal static class ChangeFeed
{
    private const int MostCalls = 20;

    // In this order: a change that is seen stood after the segments that are seen next.
    private static readonly string[] s_statements =
    [
        """
        SELECT version, view::text FROM call_changes WHERE room = $1 AND version > $2 ORDER BY version LIMIT 21
        """,
        """
        SELECT id, speaker, text, started_at, ended_at, final, revision
        FROM (
            SELECT *, sum(octet_length(text)) OVER (ORDER BY revision) - octet_length(text) AS bytes_before
            FROM (SELECT * FROM call_segments WHERE room = $1 AND revision > $2 ORDER BY revision LIMIT 100) AS most) AS page
        WHERE bytes_before < 65536 ORDER BY revision
        """,
        """
        SELECT coalesce((SELECT max(version) FROM orleans_storage WHERE grain_id_extension = $2 AND grain_type = 'call-v1'), 0)::bigint,
            coalesce((SELECT max(revision) FROM call_segments WHERE room = $1), 0)
        """,
    ];

    public static async Task<CallChanges> ReadAsync(
        NpgsqlDataSource database, string room, CallPosition after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(s_statements[0], room, new NpgsqlParameter<long> { TypedValue = after.Version }),
                Command(s_statements[1], room, new NpgsqlParameter<long> { TypedValue = after.Revision }),
                Command(s_statements[2], room, new NpgsqlParameter<string> { TypedValue = RoomKey.For(room) }),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var calls = new List<CallSnapshot>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var call = JsonSerializer.Deserialize<CallSnapshot>(reader.GetString(1), CallJson.Options)!;
            calls.Add(call with { Revision = reader.GetInt32(0) });
        }

        await reader.NextResultAsync(cancellationToken);
        var segments = new List<RevisedSegment>();
        while (await reader.ReadAsync(cancellationToken))
        {
            segments.Add(new RevisedSegment(reader.GetInt64(6), TranscriptStore.ReadSegment(reader)));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Page(after, calls, segments, new CallPosition(reader.GetInt64(0), reader.GetInt64(1)));
    }

    private static CallChanges Page(
        CallPosition after, List<CallSnapshot> calls, List<RevisedSegment> segments, CallPosition newest)
    {
        var hasAllSegments = (segments.Count is 0 ? after.Revision : segments[^1].Revision) >= newest.Revision;
        return new CallChanges
        {
            Calls = hasAllSegments ? [.. calls.Take(MostCalls)] : [],
            Segments = segments,
            Newest = newest,
            IsWhole = hasAllSegments && calls.Count <= MostCalls,
        };
    }

    private static NpgsqlBatchCommand Command(string sql, string room, NpgsqlParameter second) =>
        new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = room }, second } };
}
