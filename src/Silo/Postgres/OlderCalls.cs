using System.Text.Json;
using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Reads the rows of calls that have no state. Other programs wrote them, so that their JSON may have any shape.</summary>
internal static class OlderCalls
{
    // As deep as Postgres itself lets it be.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10_000 };

    // A call with state is not to be read past it: it may be one whose start failed, or one that is being erased.
    private const string Statement = """
        SELECT user_id, status, call_type, created_at, started_at, ended_at, duration_seconds, recording_url IS NOT NULL,
            transcript_json::text, summary, decisions::text, next_actions::text
        FROM coaching_sessions
        WHERE room_name = @room AND NOT EXISTS (
            SELECT FROM orleans_storage WHERE grain_id_extension = @key AND grain_type = 'call-v1' AND payload IS NOT NULL)
        """;

    public static async Task<OlderCallRow?> FindAsync(NpgsqlDataSource database, string room, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Statement);
        command.Parameters.Add(new NpgsqlParameter<string>("room", room));
        command.Parameters.Add(new NpgsqlParameter<string>("key", RoomKey.For(room)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader, room) : null;
    }

    private static OlderCallRow Read(NpgsqlDataReader reader, string room)
    {
        var startedAt = Time(reader, 4);
        return new OlderCallRow
        {
            Room = room,
            UserId = reader.GetString(0),
            Status = reader.GetString(1),
            CallType = CallTypes.Parse(Text(reader, 2)) ?? CallType.OnDemand,
            CreatedAt = Time(reader, 3) ?? startedAt ?? DateTimeOffset.UnixEpoch,
            StartedAt = startedAt,
            EndedAt = Time(reader, 5),
            DurationSeconds = reader.IsDBNull(6) ? null : reader.GetInt32(6),
            Recording = Recording(room, reader.GetBoolean(7), startedAt),
            Lines = Lines(Text(reader, 8)),
            Summary = Text(reader, 9),
            Decisions = Strings(Text(reader, 10)),
            NextActions = Strings(Text(reader, 11)),
        };
    }

    private static RecordingSnapshot Recording(string room, bool hasOne, DateTimeOffset? startedAt) => hasOne && RecordingKeys.OfOlder(room) is { } key
        ? new RecordingSnapshot
        {
            State = RecordingState.Ready,
            Segments = [new RecordingSegment { Key = key, State = RecordingState.Ready, StartedAt = startedAt }],
        }
        : new RecordingSnapshot
        {
            State = RecordingState.Skipped,
            Reason = hasOne
                ? "The call is known by its row alone, and its name can be no recording's"
                : "The call is known by its row alone, and the row names no recording",
            Segments = [],
        };

    // An array of objects with a text, as this system writes it, or of strings, each perhaps with its speaker before it.
    private static IReadOnlyList<TranscriptLine> Lines(string? json) => [.. Items(json).Select(Line).OfType<TranscriptLine>()];

    private static TranscriptLine? Line(JsonElement item)
    {
        if (item.ValueKind is JsonValueKind.String)
        {
            return Spoken(item.GetString()!);
        }

        return item.ValueKind is JsonValueKind.Object && item.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String
            ? new TranscriptLine { Speaker = Speakers.Parse(Member(item, "speaker")) ?? Speaker.Fred, Text = text.GetString()!, Timestamp = Member(item, "timestamp") }
            : null;
    }

    private static TranscriptLine Spoken(string line)
    {
        foreach (var speaker in Enum.GetValues<Speaker>())
        {
            if (line.StartsWith($"{speaker.DisplayName()}: ", StringComparison.Ordinal))
            {
                return new TranscriptLine { Speaker = speaker, Text = line[(speaker.DisplayName().Length + 2)..] };
            }
        }

        return new TranscriptLine { Speaker = Speaker.User, Text = line };
    }

    private static IReadOnlyList<string> Strings(string? json) =>
        [.. Items(json).Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)];

    private static JsonElement.ArrayEnumerator Items(string? json)
    {
        var root = JsonElement.Parse(json ?? "null", Deep);
        return root.ValueKind is JsonValueKind.Array ? root.EnumerateArray() : default;
    }

    private static string? Member(JsonElement item, string name) => !item.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
