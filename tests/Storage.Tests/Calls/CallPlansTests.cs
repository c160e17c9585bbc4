using System.Text.RegularExpressions;
using Npgsql;
using OrleansCalls.DevStack.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Search;
using OrleansCalls.Silo.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Calls;

/// <summary>How Postgres answers each combination of filters, in a table of 20,000 calls of which one user has 2,000.</summary>
public sealed partial class CallPlansTests(PostgresFixture postgres)
{
    private const int Calls = 20_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_EveryCombinationOfFilters_ReadsIndexesOnly()
    {
        await using var database = await Database.MigratedAsync(postgres);
        await ManyCalls.StoreAsync(database.Source, 0, Calls, Now, TestContext.Current.CancellationToken);
        await database.RunAsync("ANALYZE coaching_sessions; ANALYZE call_words");

        foreach (var filter in Combinations())
        {
            foreach (var generic in new[] { false, true })
            {
                var plan = await ExplainAsync(database, filter, generic);
                Assert.False(plan.Contains("Seq Scan", StringComparison.Ordinal), $"{filter}, generic {generic}:\n{plan}");
                Assert.True(ExpectedIndex(filter).Any(index => plan.Contains(index, StringComparison.Ordinal)), $"{filter}, generic {generic}:\n{plan}");
                Assert.DoesNotContain("JIT", plan, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<CallFilter> Combinations() =>
        from user in new[] { ManyCalls.BusiestUser, ManyCalls.UserOf(1) }
        from status in new[] { null, "completed", "cancelled" }
        from type in new CallType?[] { null, CallType.OnDemand }
        from times in new (DateTimeOffset? From, DateTimeOffset? To)[] { (null, null), (Now.AddDays(-90), null), (null, Now.AddDays(-200)), (Now.AddDays(-60), Now.AddDays(-30)) }
        from cursor in new[] { null, new CallCursor(Now.AddDays(-45), Guid.NewGuid()).ToString() }
        from text in new[] { null, SpokenWords.OfRank(30_000) + " ", "\"the price\" -customer li", "-the" }
        select new CallFilter { UserId = user, Limit = 20, Status = status, CallType = type, From = times.From, To = times.To, Cursor = cursor, Text = text };

    // Without a text any index that begins with the user and the time, or with what is filtered, serves a page.
    private static string[] ExpectedIndex(CallFilter filter) => filter.Text is not null
        ? ["Bitmap Index Scan on call_words_words"]
        : ["Index Scan using coaching_sessions_filtered", "Index Scan using coaching_sessions_newest", "Index Scan using coaching_sessions_user_created"];

    /// <summary>The plan with the values given, or the one that Postgres makes for any values once a statement is repeated often.</summary>
    private static async Task<string> ExplainAsync(Database database, CallFilter filter, bool generic)
    {
        CallCursor? after = null;
        Assert.True(filter.Cursor is null || CallCursor.TryParse(filter.Cursor, out after));
        await using var command = CallListing.Command(database.Source, filter, after, filter.Text is { } text ? SearchText.Parse(text) : null);
        if (!generic)
        {
            command.CommandText = "EXPLAIN " + command.CommandText;
            return await ReadAsync(command);
        }

        // The same statement, its parameters numbered as SQL's PREPARE wants them.
        var parameters = command.Parameters.ToDictionary(p => p.ParameterName, p => p.PostgresType?.Name ?? p.DataTypeName!);
        var names = parameters.Keys.ToList();
        var sql = Parameter().Replace(command.CommandText, name => $"${names.IndexOf(name.Groups[1].Value) + 1}");
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var statement in new[] { "SET plan_cache_mode = force_generic_plan", $"PREPARE listing ({string.Join(", ", parameters.Values)}) AS {sql}" })
        {
            await using var prepare = new NpgsqlCommand(statement, connection);
            await prepare.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE listing ({string.Join(", ", names.Select(_ => "NULL"))})", connection);
        var plan = await ReadAsync(explain);
        await using var reset = new NpgsqlCommand("DEALLOCATE listing; RESET plan_cache_mode", connection);
        await reset.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return plan;
    }

    private static async Task<string> ReadAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex("(?<!@)@([a-z]+)")]
    private static partial Regex Parameter();
}
