using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class OlderCallTests(PostgresFixture postgres)
{
    private const string Room = "ana_fred-call_1";

    [Fact]
    public async Task Older_WholeRow_IsAsItTells()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync($$"""
            INSERT INTO coaching_sessions (user_id, room_name, status, call_type, created_at, started_at, ended_at, duration_seconds,
                recording_url, summary, decisions, next_actions, transcript_json)
            VALUES ('ana', '{{Room}}', 'completed', 'scheduled', '2026-01-02 12:00+00', '2026-01-02 12:00:01+00', '2026-01-02 12:01+00', 55,
                'https://elsewhere/a.ogg', 'They talked.', '["Raise prices"]', '["Call", "Write"]',
                '[{"speaker":"user","text":"Hello.","timestamp":"2026-01-02T12:00:05Z"},{"speaker":"fred","text":"Hi.","timestamp":1767355207000}]')
            """);

        var call = (await FindAsync(database))!;

        Assert.Equal(("ana", "completed", CallType.Scheduled, 55, "They talked."), (call.UserId, call.Status, call.CallType, call.DurationSeconds, call.Summary));
        var noon = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal((noon, noon.AddSeconds(1), noon.AddMinutes(1)), (call.CreatedAt, call.StartedAt, call.EndedAt));
        Assert.Equal(["Raise prices"], call.Decisions);
        Assert.Equal(["Call", "Write"], call.NextActions);
        Assert.Equal(
            [
                new TranscriptLine { Speaker = Speaker.User, Text = "Hello.", Timestamp = "2026-01-02T12:00:05Z" },
                new TranscriptLine { Speaker = Speaker.Fred, Text = "Hi.", Timestamp = "1767355207000" },
            ],
            call.Lines);
        Assert.Equal(RecordingState.Ready, call.Recording.State);
        Assert.Equal($"voice-recordings/{Room}.ogg", Assert.Single(call.Recording.Segments).Key);
    }

    [Theory]
    [InlineData("""["Founder: Hello.", "Fred: Hi: you.", "And?"]""", "user: Hello.|fred: Hi: you.|user: And?")]
    [InlineData("""[{"text":"Only words"},{"speaker":"assistant","text":"Hi."},{"speaker":"user"},7,null,["x"],{"text":5}]""", "fred: Only words|fred: Hi.")]
    [InlineData("""{"lines":[]}""", "")]
    [InlineData("\"words\"", "")]
    [InlineData("null", "")]
    public async Task Older_TranscriptOfAnyShape_IsReadAsFarAsItCanBe(string json, string lines)
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync(
            "INSERT INTO coaching_sessions (user_id, room_name, transcript_json, decisions, next_actions) VALUES ('ana', $1, $2::jsonb, $2::jsonb, '{\"a\":1}')",
            Room, json);

        var call = (await FindAsync(database))!;

        Assert.Equal(lines, string.Join('|', call.Lines.Select(l => $"{l.Speaker.Name()}: {l.Text}")));
        Assert.Empty(call.NextActions);
    }

    [Fact]
    public async Task Older_TranscriptNestedDeeply_IsRead()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync(
            "INSERT INTO coaching_sessions (user_id, room_name, transcript_json) VALUES ('ana', $1, $2::jsonb)",
            Room, $$"""[{"speaker":"user","text":"Hello."},{{new string('[', 500)}}{{new string(']', 500)}}]""");

        Assert.Equal("Hello.", Assert.Single((await FindAsync(database))!.Lines).Text);
    }

    [Fact]
    public async Task Older_BareRow_IsThere()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name, call_type) VALUES ('ana', $1, NULL)", Room);

        var call = (await FindAsync(database))!;

        Assert.Equal(("scheduled", CallType.OnDemand, null), (call.Status, call.CallType, call.Summary));
        Assert.Equal(RecordingState.Skipped, call.Recording.State);
        Assert.NotNull(call.Recording.Reason);
        Assert.Empty(call.Lines);
    }

    [Fact]
    public async Task Older_OfACallThatHasState_IsNotThere()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("INSERT INTO coaching_sessions (user_id, room_name) VALUES ('ana', $1)", Room);
        await database.RunAsync(
            """
            INSERT INTO orleans_storage (grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id, version, payload)
            VALUES (1, 0, 0, 1, 'call-v1', $1, 's', 1, '{}')
            """,
            RoomKey.For(Room));

        Assert.Null(await FindAsync(database));

        await database.RunAsync("UPDATE orleans_storage SET payload = NULL");
        Assert.NotNull(await FindAsync(database));
    }

    [Fact]
    public async Task Older_NoRow_IsNotThere()
    {
        await using var database = await Database.MigratedAsync(postgres);

        Assert.Null(await FindAsync(database));
    }

    private static Task<OlderCallRow?> FindAsync(Database database) =>
        new CallTables(database.Source).OlderAsync(Room, TestContext.Current.CancellationToken);
}
