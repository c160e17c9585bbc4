using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace OrleansCalls.DevStack.Calls;

/// <summary>
/// Finished calls of a busy service, as rows of <c>coaching_sessions</c>: of the past year, in no order, every call by its number and
/// the same each time. One user has every tenth of all calls, the others have 90 each.
/// </summary>
public static class ManyCalls
{
    /// <summary>The user who has every tenth call.</summary>
    public const string BusiestUser = "busiest";

    private const int Batch = 2_000;

    /// <summary>Whose call it is.</summary>
    public static string UserOf(int call) => call % 10 == 0 ? BusiestUser : Invariant($"user-{call / 100}");

    /// <summary>When it was created, within the year before <paramref name="now"/>.</summary>
    public static DateTimeOffset CreatedAt(int call, DateTimeOffset now) =>
        new DateTimeOffset(now.UtcTicks - now.UtcTicks % 10, TimeSpan.Zero) - TimeSpan.FromSeconds(Math.Round(365 * 86_400 * (call * 0.6180339887498949 % 1), 3));

    /// <summary>Stores calls by number. The database derives from them what it searches.</summary>
    public static async Task StoreAsync(NpgsqlDataSource database, int first, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var from = first; from < first + count; from += Batch)
        {
            await using var copy = await connection.BeginBinaryImportAsync("""
                COPY coaching_sessions (
                    user_id, room_name, status, call_type, created_at, started_at, ended_at, duration_seconds, summary, transcript_json)
                FROM STDIN (FORMAT binary)
                """, cancellationToken);
            copy.Timeout = TimeSpan.FromMinutes(10); // many rows on a busy machine
            for (var call = from; call < Math.Min(from + Batch, first + count); call++)
            {
                await WriteAsync(copy, call, now, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, int call, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var random = new Random(call);
        var (user, at) = (UserOf(call), CreatedAt(call, now));
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(user, NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(Invariant($"{user}_fred-call_{at.ToUnixTimeMilliseconds()}-{call}"), NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(call % 50 == 20 ? "cancelled" : "completed", NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(call % 3 == 0 ? "scheduled" : "on-demand", NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
        await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
        await copy.WriteAsync(at.AddMinutes(9), NpgsqlDbType.TimestampTz, cancellationToken);
        await copy.WriteAsync(540, NpgsqlDbType.Integer, cancellationToken);
        await copy.WriteAsync($"{Sentence(random)} {Sentence(random)} {Sentence(random)}", NpgsqlDbType.Text, cancellationToken);
        await copy.WriteAsync(Transcript(random, at), NpgsqlDbType.Jsonb, cancellationToken);
    }

    private static string Transcript(Random random, DateTimeOffset at)
    {
        var json = new StringBuilder("[");
        for (var (line, lines) = (0, random.Next(10, 30)); line < lines; line++)
        {
            json.Append(CultureInfo.InvariantCulture, $$"""
                {{(line > 0 ? "," : "")}}{"speaker":"{{(line % 2 == 0 ? "user" : "fred")}}","text":"{{Sentence(random)}}","timestamp":"{{at.AddSeconds(line * 8):s}}Z"}
                """);
        }

        return json.Append(']').ToString();
    }

    private static string Sentence(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(6, 14)).Select(_ => SpokenWords.Draw(random))) + '.';

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
