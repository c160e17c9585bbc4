using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Sessions;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>Which calls a text finds, whoever wrote their rows.</summary>
public sealed class CallSearchTests(PostgresFixture postgres)
{
    private static readonly CallFilter OfAna = new() { UserId = "ana", Limit = 100 };

    [Fact]
    public async Task List_Text_IsFoundInWordsAndSummaryOnly()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await Store(database).WriteAsync(Completed(), 1);

        foreach (var (text, found) in new[]
        {
            ("they TALKED", true),
            ("talked they", true),
            ("good", true),
            ("goo", true), // unfinished
            ("goo ", false),
            ("tal good", false), // only the last word may go on
            ("it's \"quoted\" \\ 👍", true),
            ("quoted good", true), // one in a line, the other in the next
            ("talked good", true), // one in the summary, the other in the transcript
            ("\"they talked\"", true),
            ("\"talked they\"", false),
            ("talked -good", false),
            ("talked -absent", true),
            ("-absent", true),
            ("-good", false),
            ("absent or good", true),
            ("speaker", false), // a name in the JSON that nobody said
            ("12:00", false),
            ("2026", false),
            ("fred", false),
            ("null", false),
            ("T_ey", false),
            ("hey", false), // not the end of a word
            ("%", false),
            ("!", false),
            ("completed", false), // the words by which the index filters
            ("\"status/completed\"", false),
            ("'; DROP TABLE coaching_sessions; --", false),
            ("& | ! <-> :* ( ) ' \\ they", true),
        })
        {
            Assert.True(found == (await RoomsAsync(database, OfAna with { Text = text })).Count is 1, text);
        }
    }

    [Fact]
    public async Task List_TextInAnyLanguage_IsFound()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, "neither", "something else", """[{"text": "天は気いかに ราบคา"}]""");
        foreach (var (said, text) in new[]
        {
            ("Привет, как дела?", "ПРИВЕТ"),
            ("Übermäßig groß", "über"),
            ("今日は良い天気ですね。", "天気"),
            ("今日は良い天気ですね。", "良"),
            ("今日は良い天気ですね。", "良い天気"),
            ("今日は良い天気ですね。", "ね"),
            ("我们谈了定价。", "定价"),
            ("เราคุยเรื่องราคา", "ราคา"),
            ("नमस्ते दुनिया", "नमस्ते"),
            ("مرحبا بالعالم", "بالعالم"),
            ("가격을 이야기했다", "가격"),
            ("use GPT天気 now", "gpt天気"),
            ("e-mail me at ana@x.org, see http://x.org/price_list?a=1", "mail x.org price"),
            ("either and/or <3 pricing 1,000 -5% covid-19", "or pricing 000 5 19"),
            ("l’homme “said” that—so", "homme said so"),
            ("نعم،السعر معروف", "السعر"),
            ("بله؛قیمت چیست؟خوب", "قیمت خوب"),
            ("בית־ספר טוב", "ספר"),
            ("ठीक है।कीमत॥", "कीमत "),
            ("👍👍🏽price ❤️love 🫶you 1️⃣one €5", "price love you one 5"),
            ("定🎉価", "価"),
        })
        {
            await AddAsync(database, "said", transcript: JsonSerializer.Serialize(new[] { new { text = said } }));
            await AddAsync(database, "summary", summary: said);

            var rooms = await RoomsAsync(database, OfAna with { Text = text });

            Assert.True(rooms.Order().SequenceEqual(["said", "summary"]), $"{text}: {string.Join(' ', rooms)}");
            await database.RunAsync("DELETE FROM coaching_sessions WHERE room_name <> 'neither'");
        }
    }

    [Fact]
    public async Task List_TextAndOtherFilters_LeavesWhatAllName()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, status, call_type, created_at, summary) VALUES
            ('ana', 'a', 'completed', 'on-demand', '2026-01-01Z', 'price'), ('ana', 'b', 'cancelled', 'on-demand', '2026-01-02Z', 'price'),
            ('ana', 'c', 'completed', 'scheduled', '2026-01-03Z', 'price'), ('ana', 'd', 'completed', NULL, '2026-01-04Z', 'price'),
            ('bob', 'e', 'completed', 'on-demand', '2026-01-05Z', 'price'), ('ana', 'f', 'completed', 'on-demand', '2026-01-06Z', 'other')
            """);
        var price = OfAna with { Text = "price" };

        Assert.Equal(["d", "c", "b", "a"], await RoomsAsync(database, price));
        Assert.Equal(["d", "c", "a"], await RoomsAsync(database, price with { Status = "completed" }));
        Assert.Equal(["d", "b", "a"], await RoomsAsync(database, price with { CallType = CallType.OnDemand }));
        Assert.Equal(["d", "a"], await RoomsAsync(database, price with { CallType = CallType.OnDemand, Status = "completed" }));
        Assert.Equal(["c", "b"], await RoomsAsync(database, price with { From = Day(2), To = Day(4) }));
        Assert.Equal(["c"], await RoomsAsync(database, price with { From = Day(2), To = Day(4), Status = "completed" }));
        Assert.Equal(["e"], await RoomsAsync(database, price with { UserId = "bob" }));
        Assert.Empty(await RoomsAsync(database, price with { From = Day(5) }));
    }

    [Fact]
    public async Task List_RowsThatAnotherProgramWrites_AreFoundAsTheyAreNow()
    {
        await using var database = await Database.MigratedAsync(postgres);
        Task<List<string>> Found() => RoomsAsync(database, OfAna with { Text = "just said" });
        await AddAsync(database, "r", transcript: """[{"text": "just said"}]""");
        Assert.Equal(["r"], await Found());

        await database.RunAsync("UPDATE coaching_sessions SET transcript_json = NULL");
        Assert.Empty(await Found());
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
        await database.RunAsync("UPDATE coaching_sessions SET summary = 'just said'");
        Assert.Equal(["r"], await Found());
        await database.RunAsync("UPDATE coaching_sessions SET user_id = 'bob'");
        Assert.Empty(await Found());
        await database.RunAsync("UPDATE coaching_sessions SET user_id = 'ana', id = gen_random_uuid()");
        Assert.Equal(["r"], await Found());
        Assert.Equal(1, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
        await database.RunAsync("DELETE FROM coaching_sessions");
        Assert.Empty(await Found());
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
        await AddAsync(database, "again", "just said");
        await database.RunAsync("TRUNCATE coaching_sessions");
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM call_words"));
    }

    [Fact]
    public async Task List_TranscriptOfAnotherShape_IsFoundIfItIsTextAndDoesNoHarm()
    {
        await using var database = await Database.MigratedAsync(postgres);
        foreach (var (transcript, found) in new[]
        {
            ("\"just said\"", true),
            ("""{"text": "just said"}""", true),
            ("""["just said"]""", true),
            ("""[{"text": 1}, null, "x", {"other": []}, {"text": {"a": "b"}}, 5, [], {"text": "just said"}]""", true),
            ("""{"lines": [{"text": "just said"}]}""", false),
            ("""[[{"text": "just said"}]]""", true),
            ("""[{"words": "just said"}]""", false),
            ("5", false),
            ("null", false),
            ("[]", false),
            ("\"\"", false),
        })
        {
            await AddAsync(database, "old", transcript: transcript);

            var page = await ListAsync(database, OfAna with { Text = "said" });

            Assert.True(found == page.Calls is [{ Snippet.Text: "just said" }], transcript);
            Assert.Single(await RoomsAsync(database, OfAna));
            await database.RunAsync("DELETE FROM coaching_sessions");
        }
    }

    [Fact]
    public async Task List_RowWithoutATimeOrWithAnEndlessOne_IsListed()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            ALTER TABLE coaching_sessions ALTER COLUMN created_at DROP NOT NULL; -- as in older databases
            INSERT INTO coaching_sessions (user_id, room_name, created_at, summary) VALUES ('ana', 'none', NULL, 'price'), ('ana', 'future', 'infinity', 'price'),
                ('ana', 'past', '-infinity', 'price');
            UPDATE coaching_sessions SET created_at = NULL WHERE room_name = 'none';
            """);

        Assert.Equal(["future", "none", "past"], await RoomsAsync(database, OfAna));
        Assert.Equal(["future", "none", "past"], await RoomsAsync(database, OfAna with { Text = "price" }));
    }

    [Fact]
    public async Task List_SearchOverManyTimes_FindsAllInOrderPageByPage()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, created_at, status, summary)
            SELECT 'ana', n::text, '2026-11-22 08:00Z'::timestamptz - n * n * interval '7 minutes', CASE WHEN n % 2 = 0 THEN 'completed' ELSE 'cancelled' END,
                CASE WHEN n % 3 = 0 THEN 'three prices' ELSE 'other' END || CASE WHEN n % 90 = 0 THEN ' ninety' ELSE '' END
            FROM generate_series(1, 600) n
            """); // the last one five years ago, most within the newest days
        async Task<IEnumerable<int>> Walk(CallFilter filter, int limit)
        {
            var found = new List<int>();
            for (string? cursor = null; ;)
            {
                var page = await ListAsync(database, filter with { Limit = limit, Cursor = cursor });
                found.AddRange(page.Calls.Select(c => int.Parse(c.Room, null)));
                cursor = page.NextCursor;
                if (cursor is null)
                {
                    return found;
                }
            }
        }

        foreach (var limit in new[] { 1, 7, 100 })
        {
            Assert.Equal(Enumerable.Range(1, 600).Where(n => n % 90 == 0), await Walk(OfAna with { Text = "ninety" }, limit));
            Assert.Equal(Enumerable.Range(1, 600).Where(n => n % 6 == 0), await Walk(OfAna with { Text = "price", Status = "completed" }, limit));
            Assert.Equal(
                Enumerable.Range(1, 600).Where(n => n % 3 == 0 && n * n * 7 is > 60 * 24 * 60 and <= 60 * 24 * 400),
                await Walk(OfAna with { Text = "three", From = Last.AddDays(-400), To = Last.AddDays(-60) }, limit));
        }

        Assert.Equal(Enumerable.Range(1, 600).Where(n => n % 3 != 0), await Walk(OfAna with { Text = "-three" }, 100));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(20_000)] // further than a tsvector counts
    public async Task List_PhraseFarIntoALongCall_IsFound(int lines)
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, "short", "The end is near.");
        await AddAsync(database, "long", transcript: JsonSerializer.Serialize(
            Enumerable.Range(1, lines).Select(_ => new { text = "So the end, so?" }).Append(new { text = "The price: twelve. End of it" })));

        foreach (var (text, rooms) in new[]
        {
            ("\"price twelve\"", "long"),
            ("\"the price", "long"),
            ("\"the pri", "long"),
            ("\"the PRICE twelve\" -\"end the\"", "long"),
            ("\"price the\"", ""),
            ("\"the end\" -\"the price\"", "short"),
            ("\"twelve the\" or \"is near\" or \"end of\"", "long short"),
            ("\"the twelve\" or near", "short"),
            ("\"end so\" price -near", "long"),
            ("\"end so\" pricing", ""),
        })
        {
            Assert.Equal((text, rooms), (text, string.Join(' ', (await RoomsAsync(database, OfAna with { Text = text })).Order())));
        }
    }

    [Fact]
    public async Task List_UsersWhoseKeysAreTheSame_SeeTheirOwnCallsOnly()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("CREATE OR REPLACE FUNCTION call_search_key(user_id text) RETURNS text LANGUAGE sql STABLE RETURN 'abcdef'");
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, created_at, summary)
            SELECT CASE WHEN n % 2 = 0 THEN 'ana' ELSE 'bob' END, n::text, now() - n * interval '1 hour', 'price' FROM generate_series(1, 200) n
            """);

        Assert.Equal(100, (await RoomsAsync(database, OfAna with { Text = "price" })).Count);
        Assert.All(await RoomsAsync(database, OfAna with { Text = "price" }), room => Assert.Equal(0, int.Parse(room, null) % 2));
    }

    private static DateTimeOffset Last { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);

    private static async Task<CallPage> ListAsync(Database database, CallFilter filter) =>
        (await new CallTables(database.Source).ListAsync(filter, TestContext.Current.CancellationToken))!;

    private static async Task<List<string>> RoomsAsync(Database database, CallFilter filter) =>
        [.. (await ListAsync(database, filter)).Calls.Select(c => c.Room)];

    private static Task<int> AddAsync(Database database, string room, string? summary = null, string? transcript = null) => database.RunAsync(
        "INSERT INTO coaching_sessions (user_id, room_name, summary, transcript_json) VALUES ('ana', $1, $2, $3::jsonb)",
        room, (object?)summary ?? DBNull.Value, (object?)transcript ?? DBNull.Value);
}
