using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Cluster;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>Nothing is missed or repeated, whatever dies.</summary>
public sealed class ReconnectTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Followers_WhoseSilosAreKilledAndWhoseFrontsChange_GetEverySegmentAndChangeOnceAndInOrder()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var all = await SiloProcesses.StartAsync(database);
        Uri[] fronts = [.. all.Fronts.Select(f => f.Address)];
        await AcceptedAsync(all, 0, HttpMethod.Post, "/api/fred/call", null); // the first start of all may be slow
        var room = await ListedAsync(all.Fronts[0]);
        Follower[] followers = [new(fronts, room, new Random(1)), new([.. fronts.Reverse()], room, new Random(2)), new([fronts[0]], room, new Random(3))];
        var following = followers.Select(f => f.FollowAsync(e => e.EventType is "call" && e.Data["complete"]!.GetValue<bool>(), TimeSpan.FromMinutes(4))).ToList();

        using var silent = new CancellationTokenSource();
        var speaking = SpeakAsync(all, room, silent.Token);
        await PauseAsync(2);
        await all.KillSiloAsync(0);
        await PauseAsync(8);
        all.StartSilo(0);
        await PauseAsync(8);
        await all.KillSiloAsync(1);
        await PauseAsync(8);
        await silent.CancelAsync();
        var acknowledged = await speaking;
        await AcceptedAsync(all, 0, HttpMethod.Post, $"/api/calls/{room}/end", null);
        await Task.WhenAll(following);

        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var changes = await AllAsync(source, $"SELECT version FROM call_changes WHERE room = '{room}' ORDER BY version");
        var revisions = await AllAsync(source, $"SELECT revision FROM call_segments WHERE room = '{room}' ORDER BY revision");
        Assert.InRange(acknowledged.Count, 20, int.MaxValue);
        foreach (var follower in followers)
        {
            var received = follower.Received.ToList();
            var ids = received.Select(e => e.EventId!.Split('-').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();
            Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(pair.First[0] <= pair.Second[0] && pair.First[1] <= pair.Second[1]));
            Assert.Equal(ids.Count, received.Select(e => e.EventId).Distinct().Count());

            var calls = received.Zip(ids).Where(e => e.First.EventType is "call").Select(e => e.Second[0]).ToList();
            Assert.Equal(changes.Where(v => v > calls[0]), calls.Skip(1));
            var segments = received.Zip(ids).Where(e => e.First.EventType is "segment").ToList();
            Assert.Empty(revisions.Except(segments.Select(s => s.Second[1])));
            var standing = segments.GroupBy(s => s.First.Data["id"]!.GetValue<string>()).ToDictionary(s => s.Key, s => s.Last().First.Data["text"]!.GetValue<string>());
            Assert.All(acknowledged, said => Assert.Equal(said.Value, standing[said.Key]));
            Assert.InRange(follower.Connections, 5, 10_000);
        }
    }

    // The agent's worker: a word that grows, then is final; asked again until it is acknowledged, by whichever front.
    private static async Task<Dictionary<string, string>> SpeakAsync(SiloProcesses all, string room, CancellationToken until)
    {
        var acknowledged = new Dictionary<string, string>();
        for (var n = 0; !until.IsCancellationRequested; n++)
        {
            foreach (var (text, final) in new[] { ($"word {n}", false), ($"word {n} is said", true) })
            {
                var segment = new JsonObject
                {
                    ["id"] = $"SG_{n}",
                    ["speaker"] = n % 3 is 0 ? "user" : "fred",
                    ["text"] = text,
                    ["startedAt"] = DateTimeOffset.UnixEpoch.AddSeconds(n),
                    ["final"] = final,
                };
                await AcceptedAsync(all, n % 2, HttpMethod.Post, $"/api/calls/{room}/transcript", new JsonArray(segment));
                acknowledged[$"SG_{n}"] = text;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return acknowledged;
    }

    // The row follows the start.
    private static async Task<string> ListedAsync(SeparateFront front)
    {
        for (var left = 150; ; left--)
        {
            if ((await front.SendAsync(HttpMethod.Get, "/api/calls").JsonAsync())["calls"]!.AsArray() is [{ } call, ..])
                return call["room"]!.GetValue<string>();
            Assert.True(left > 0, "the call is not listed");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task AcceptedAsync(SiloProcesses all, int front, HttpMethod method, string path, JsonNode? body)
    {
        using var answer = await all.AskAsync(front, method, path, body, user: body is null ? "ana" : null);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static async Task<List<long>> AllAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var numbers = new List<long>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            numbers.Add(reader.GetInt64(0));
        return numbers;
    }

    private static Task PauseAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, TestContext.Current.CancellationToken);
}
