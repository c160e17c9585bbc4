using Npgsql;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Storage.Tests.Sessions;

/// <summary>Rows to write, and the store that writes them.</summary>
internal static class Rows
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<TranscriptLine> Transcript { get; } =
    [
        new() { Speaker = Speaker.User, Text = """it's "quoted" \ 👍""", Timestamp = "2026-01-02T12:00:01Z", SegmentId = "1" },
        new() { Speaker = Speaker.Fred, Text = "Good.", Final = false },
    ];

    public static SessionRow Running(string room = "r", string user = "ana") => new()
    {
        Room = room,
        UserId = user,
        CallType = "scheduled",
        Status = "in_progress",
        CreatedAt = Noon,
        StartedAt = Noon.AddSeconds(1),
    };

    public static SessionRow Completed(string room = "r", string user = "ana", string summary = "They talked.") => Running(room, user) with
    {
        Status = "completed",
        EndedAt = Noon.AddSeconds(61),
        DurationSeconds = 60,
        HasRecording = true,
        Summary = new SessionSummary
        {
            Text = summary,
            Decisions = ["Ship it's \"beta\""],
            NextActions = ["One", "Two", "Three"],
            Source = SummarySource.Model,
        },
    };

    public static SessionStore Store(Database database, string? publicBaseUrl = "https://calls.example") => Store(database.Source, publicBaseUrl);

    public static SessionStore Store(NpgsqlDataSource database, string? publicBaseUrl = "https://calls.example") => new(
        database,
        new SiloSettings
        {
            Database = "",
            MigrateAtStart = false,
            WebEnabled = false,
            AgentName = "fred",
            PublicBaseUrl = publicBaseUrl,
        });

    /// <returns>Why there is no memory.</returns>
    public static Task<string?> WriteAsync(this SessionStore store, SessionRow row, long revision) =>
        store.WriteAsync(row, row.Summary is null ? null : Transcript, revision, TestContext.Current.CancellationToken);
}
