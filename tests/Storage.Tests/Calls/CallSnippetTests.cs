using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Storage.Tests.Sessions;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Sessions.Rows;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>The place in a call's texts that shows why it was found.</summary>
public sealed class CallSnippetTests(PostgresFixture postgres)
{
    private static readonly CallFilter OfAna = new() { UserId = "ana", Limit = 100 };

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

    private static async Task<CallPage> ListAsync(Database database, CallFilter filter) =>
        (await new CallTables(database.Source).ListAsync(filter, TestContext.Current.CancellationToken))!;

    private static Task<int> AddAsync(Database database, string room, string? summary = null, string? transcript = null) => database.RunAsync(
        "INSERT INTO coaching_sessions (user_id, room_name, summary, transcript_json) VALUES ('ana', $1, $2, $3::jsonb)",
        room, (object?)summary ?? DBNull.Value, (object?)transcript ?? DBNull.Value);
}
