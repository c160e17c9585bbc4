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

    [Fact]
    public async Task Write_TranscriptLongerThanIsIndexed_IsWrittenAndItsBeginningIsFound()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await database.RunAsync("""
            INSERT INTO coaching_sessions (user_id, room_name, transcript_json)
            SELECT 'ana', 'long', jsonb_agg(jsonb_build_object('text', left('line' || n || ' ' || repeat('word' || n || ' ', 2000), 8000)))
            FROM generate_series(1, 2000) n
            """);

        Assert.Equal(["long"], await RoomsAsync(database, OfAna with { Text = "line1 line40" }));
        Assert.Empty(await RoomsAsync(database, OfAna with { Text = "line2000" }));
    }

    [Fact]
    public async Task Write_WordsThatNoIndexHolds_IsWrittenAllTheSame()
    {
        await using var database = await Database.MigratedAsync(postgres);
        foreach (var transcript in new[]
        {
            "SELECT jsonb_agg(jsonb_build_object('text', (SELECT string_agg(md5(n * 1000 + k || ''), ' ') FROM generate_series(1, 230) k))) FROM generate_series(1, 50) n",
            "SELECT jsonb_agg(jsonb_build_object('text', (SELECT string_agg(chr(19968 + n * 200 + k), '') FROM generate_series(0, 199) k) || (SELECT string_agg(chr(131072 + n * 200 + k), '') FROM generate_series(0, 199) k))) FROM generate_series(0, 99) n",
            "SELECT jsonb_build_array(jsonb_build_object('text', 'begin ' || repeat('x', 300000)))",
            "SELECT jsonb_build_array(jsonb_build_object('text', 'begin ' || repeat('x ', 500000)))",
        })
        {
            Assert.Equal(1, await database.RunAsync(
                $"INSERT INTO coaching_sessions (user_id, room_name, summary, transcript_json) VALUES ('ana', 'r', 'the summary', ({transcript}))"));
            Assert.True(await RoomsAsync(database, OfAna with { Text = "the summary" }) is ["r"], transcript);
            await database.RunAsync("DELETE FROM coaching_sessions");
        }
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
    public async Task Write_SameAgain_DerivesNothingAnew()
    {
        await using var database = await Database.MigratedAsync(postgres);
        const string version = "SELECT xmin::text FROM call_words";
        await Store(database).WriteAsync(Completed(), 1);
        var before = await database.OneAsync<string>(version);

        await Store(database).WriteAsync(Completed(), 2);
        await database.RunAsync("UPDATE coaching_sessions SET notes = 'n', duration_seconds = 7");
        Assert.Equal(before, await database.OneAsync<string>(version));

        await Store(database).WriteAsync(Completed(summary: "Other."), 3);
        Assert.NotEqual(before, await database.OneAsync<string>(version));
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

    [Fact]
    public async Task List_Text_HasASnippetWithHits()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await Store(database).WriteAsync(Completed(), 1);

        var said = Assert.Single((await ListAsync(database, OfAna with { Text = "quoted" })).Calls).Snippet!;
        var summary = Assert.Single((await ListAsync(database, OfAna with { Text = "talk" })).Calls).Snippet!;

        Assert.Equal(("""it's "quoted" \ 👍 Good.""", SnippetSource.Transcript), (said.Text, said.Source));
        Assert.Equal([new SnippetHit(6, 6)], said.Hits);
        Assert.Equal(("They talked.", SnippetSource.Summary), (summary.Text, summary.Source));
        Assert.Equal([new SnippetHit(5, 6)], summary.Hits);
        Assert.Null(Assert.Single((await ListAsync(database, OfAna)).Calls).Snippet);
        Assert.Null(Assert.Single((await ListAsync(database, OfAna with { Text = "-absent" })).Calls).Snippet);
    }

    [Fact]
    public async Task List_HitFarIntoALongTranscript_HasItsSnippet()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, "long", "A summary.", JsonSerializer.Serialize(
            Enumerable.Range(1, 4000).Select(n => new { text = $"Line {n} says nothing at all." }).Append(new { text = "Here is the Needle." })));

        var snippet = Assert.Single((await ListAsync(database, OfAna with { Text = "needle" })).Calls).Snippet!;

        Assert.EndsWith("Here is the Needle.", snippet.Text, StringComparison.Ordinal);
        Assert.Equal("Needle", snippet.Text.Substring(snippet.Hits.Single().Start, snippet.Hits.Single().Length));
    }

    [Fact]
    public async Task List_ARareWordFarBehindAFrequentOne_HasItsSnippet()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, "long", "A summary.", JsonSerializer.Serialize(
            Enumerable.Range(1, 4000).Select(n => new { text = $"In the line {n} is the usual." }).Append(new { text = "Here is the marzipan." })));

        foreach (var text in new[] { "the marzipan", "marzipan the", "\"the marzipan\"" })
            Assert.EndsWith("Here is the marzipan.", Assert.Single((await ListAsync(database, OfAna with { Text = text })).Calls).Snippet!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("art ")]
    [InlineData("mod")] // the last word may go on
    public async Task List_HitBehindALongerWordThatHoldsIt_HasItsSnippet(string text)
    {
        await using var database = await Database.MigratedAsync(postgres);
        await AddAsync(database, "long", "A summary.", JsonSerializer.Serialize(
            Enumerable.Range(1, 4000).Select(n => new { text = $"Start of the commodious party, line {n}." }).Append(new { text = "I collect modern art at home." })));

        var snippet = Assert.Single((await ListAsync(database, OfAna with { Text = text })).Calls).Snippet!;

        Assert.EndsWith("I collect modern art at home.", snippet.Text, StringComparison.Ordinal);
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
