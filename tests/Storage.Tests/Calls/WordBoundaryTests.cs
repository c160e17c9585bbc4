using System.Text;
using OrleansCalls.Grains.Search;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>What is a word for the database's index and for the service, which reads what is searched for and cuts snippets.</summary>
public sealed class WordBoundaryTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("C.UTF-8")]
    [InlineData("C")]
    public async Task EveryCharacter_EndsAWordThereAsHere(string locale)
    {
        await using var database = await MigratedAsync(locale);

        // Each between an x and a word of its own: that word stands alone, or goes on behind the x, or the character is a word itself.
        var there = await database.AllAsync<string>("""
            SELECT substr(lexeme, 7)
            FROM (
                SELECT call_search_words('ana', now(), NULL, NULL, string_agg('x' || chr(n) || 'w' || to_hex(n), E'\n'), NULL) AS words
                FROM generate_series(1, 1114111) AS n WHERE n NOT BETWEEN 55296 AND 57343 GROUP BY n / 1000) AS batches,
                unnest(words)
            WHERE lexeme LIKE '______w%' OR length(lexeme) = 7 AND lexeme !~ '[x/]$'
            """);

        var here = Enumerable.Range(1, 0x10ffff).Where(Rune.IsValid).SelectMany(n => SearchText.Parse($"x{new Rune(n)}w{n:x}").Words)
            .Where(word => word.Unspaced || word.Text[0] is 'w').Select(word => word.Text).ToHashSet();
        Assert.Equal("", string.Join(' ', here.Except(there).Take(100)));
        Assert.Equal("", string.Join(' ', there.Except(here).Take(100)));
    }

    private async Task<Database> MigratedAsync(string locale)
    {
        var server = await postgres.ServerAsync();
        var name = $"db_{Guid.NewGuid():n}";
        await using (var postgresOwn = new Database(server.Database("postgres").ConnectionString + ";Pooling=false"))
        {
            await postgresOwn.RunAsync($"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE '{locale}' LC_CTYPE '{locale}'");
        }

        var database = new Database(server.Database(name).ConnectionString);
        await database.MigrateAsync();
        return database;
    }
}
