using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

public sealed class CallKeyTests(PostgresFixture postgres)
{
    private static readonly string[] s_rooms = ["020235", "20235", "cafe", "CAFE"];

    [Fact]
    public async Task Rooms_ThatLookLikeOneNumber_AreCallsOfTheirOwn()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        foreach (var room in s_rooms)
        {
            await cluster.Call(room).StartAsync(Starts.By("user of " + room));
            await cluster.ForgetAsync(room);
        }

        foreach (var room in s_rooms)
        {
            var call = await cluster.Call(room).GetAsync();
            Assert.Equal((room, "user of " + room), (call!.Room, call.UserId));
        }

        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await using var command = database.CreateCommand("SELECT count(*)::int FROM orleans_storage WHERE grain_type = 'call-v1'");
        Assert.Equal(4, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("ünï_fred-call_1 😀")]
    [InlineData("../../etc/passwd")]
    [InlineData("'; DROP TABLE orleans_storage; --")]
    public async Task Room_OfAnyName_KeepsItsCall(string room)
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        await cluster.Call(room).StartAsync(Starts.By("ana"));
        await cluster.ForgetAsync(room);

        Assert.Equal("ana", (await cluster.Call(room).GetAsync())!.UserId);
    }

    [Fact]
    public async Task RoomWithoutCall_AnswersNothingAndLeavesNothing()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        var call = cluster.Call("eve_fred-call_1");

        Assert.Null(await call.GetAsync());
        Assert.False(await call.ApplyAsync([new RoomFinished("RM_1", DateTimeOffset.UnixEpoch)]));
        Assert.Null(await call.AppendTranscriptAsync([Starts.Said("1", "Hello")]));
        Assert.Null(await call.EndAsync("eve"));
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        await using var command = database.CreateCommand(
            "SELECT (SELECT count(*) FROM orleans_storage) + (SELECT count(*) FROM call_segments)");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
