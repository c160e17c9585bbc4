using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>
/// 100,000 odd requests over every route: each is answered, none with 5xx or a status that the route's description does not name, none
/// changes what is stored or says what is inside, and the process stays at its size. ODD_REQUESTS and ODD_SEED take other ones.
/// </summary>
[Collection(typeof(AloneInTheProcess))]
public sealed class OddInputTests(PostgresFixture postgres, S3Fixture s3)
{
    private const int Clients = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_inner = ["Exception", "   at ", "Npgsql", "Orleans.", "System.", "stack", "127.0.0.1", "coaching_sessions"];

    [Fact]
    public async Task OddRequests_AreRefusedAndChangeNothing()
    {
        var count = Setting("ODD_REQUESTS", 100_000);
        var seed = Setting("ODD_SEED", 20261126);
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var stack = await CallStack.StartAsync(postgres, s3, ("DATABASE_URL", database.Url), ("OPERATOR_SECRET", OddRequestDraw.OperatorKey));
        var description = await stack.GetAsync("/openapi/v1.json", user: null).JsonAsync();
        var draw = new OddRequestDraw(seed, ApiRoute.All(description), await CompleteCallAsync(stack), "ana");
        using var answered = new AnsweredStatuses(stack.Services.GetRequiredService<IMeterFactory>());
        await SendAsync(stack, draw, Enumerable.Range(0, count / 10)); // whatever is made once is made now
        var (stored, memory) = (await StoredAsync(database), GC.GetTotalMemory(forceFullCollection: true));

        var answers = await SendAsync(stack, draw, Enumerable.Range(0, count));

        Assert.Equal(stored, await StoredAsync(database));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 32 * 1024 * 1024);
        foreach (var kind in answers)
            TestContext.Current.TestOutputHelper!.WriteLine($"{kind.Value,7} {kind.Key}");
        Assert.Equal(count, answers.Values.Sum());
        Assert.False(answered.AreNone);
        Assert.Equal("", string.Join('\n', answered.NotIn(description)));
    }

    private static async Task<SortedDictionary<string, int>> SendAsync(CallStack stack, OddRequestDraw draw, IEnumerable<int> indexes)
    {
        ConcurrentQueue<string> complaints = [];
        ConcurrentDictionary<string, int> answers = [];
        ConcurrentQueue<int> left = new(indexes);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            using var client = new RawHttp(stack.Api);
            while (complaints.Count < 20 && left.TryDequeue(out var index))
            {
                var odd = draw.Draw(index);
                var answer = await AnswerAsync(client, odd);
                answers.AddOrUpdate($"{odd.Kind}: {answer?.Status}", 1, (_, n) => n + 1);
                if (WhyWrong(odd, answer) is { } why)
                    complaints.Enqueue($"{index}, {odd.Kind}: {why}\n{Shown(odd)}\n{answer?.Body}\n");
            }
        })));
        Assert.True(complaints.IsEmpty, string.Join('\n', complaints));
        return new(answers, StringComparer.Ordinal);
    }

    private static async Task<RawAnswer?> AnswerAsync(RawHttp client, OddRequest odd)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            return await client.SendAsync(odd.Bytes, patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return new RawAnswer(999, [], "none in time");
        }
    }

    private static string? WhyWrong(OddRequest odd, RawAnswer? answer) => answer switch
    {
        null => "the connection was closed without an answer",
        { Status: >= 500 } => $"answered with {answer.Status}",
        { Status: < 400 } when odd.MustFail => $"taken, with {answer.Status}",
        _ when answer.Headers.Any(h => h.Key.Equals("X-Injected", StringComparison.OrdinalIgnoreCase)) => "a header was injected",
        { Status: >= 400 } when s_inner.FirstOrDefault(word => answer.Body.Contains(word, StringComparison.Ordinal)) is { } word => $"the answer says {word}",
        { Status: >= 400, Body.Length: > 0 } when !answer["Content-Type"]!.Contains("json", StringComparison.Ordinal) => $"the answer is {answer["Content-Type"]}",
        _ => null,
    };

    private static string Shown(OddRequest odd)
    {
        var text = System.Text.Encoding.UTF8.GetString(odd.Bytes);
        return text.Length > 1500 ? text[..1500] + "…" : text;
    }

    private static async Task<string> CompleteCallAsync(CallStack stack)
    {
        var room = (await stack.PostAsync("/api/calls").JsonAsync(HttpStatusCode.Created))["room"]!.GetValue<string>();
        await stack.AsAgentAsync(HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(new JsonObject
        {
            ["id"] = "1",
            ["speaker"] = "user",
            ["text"] = "Let us talk.",
            ["startedAt"] = TimeProvider.System.GetUtcNow(),
            ["final"] = true,
        })).JsonAsync();
        await stack.PostAsync($"/api/calls/{room}/end").JsonAsync(HttpStatusCode.Accepted);
        await stack.PageAsync(room, page => page["complete"]!.GetValue<bool>());
        return room;
    }

    /// <summary>A digest of every table, but for the times at which one of the silos last looked round.</summary>
    private static async Task<IReadOnlyList<string>> StoredAsync(PostgresDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var tables = await AllAsync(source, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'call_rounds' ORDER BY 1");
        List<string> digests = [];
        foreach (var table in tables)
            digests.Add($"{table}: {string.Concat(await AllAsync(source, $"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM \"{table}\" AS t"))}");
        return digests;
    }

    private static async Task<List<string>> AllAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> all = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            all.Add(reader.GetString(0));
        return all;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
