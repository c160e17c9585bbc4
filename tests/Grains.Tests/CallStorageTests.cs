using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

public sealed class CallStorageTests(PostgresFixture postgres)
{
    private const string Room = "ana_fred-call_1";

    private static readonly RoomCreated s_created = new("RM_1", new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    private static readonly ParticipantSeen s_joined = new()
    {
        RoomSid = "RM_1",
        ParticipantSid = "PA_1",
        Identity = "ana",
        Kind = ParticipantKind.Human,
        JoinedAt = s_created.CreatedAt.AddSeconds(2),
    };

    [Fact]
    public async Task Start_Repeated_ChangesNothing()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        var start = Starts.By("ana");
        var first = await cluster.Call(Room).StartAsync(start);
        var again = await cluster.Call(Room).StartAsync(start);
        var others = await cluster.Call(Room).StartAsync(Starts.By("eve"));

        Assert.Equal(first!.StartId, again!.StartId);
        Assert.Equal(("ana", start.StartId), (others!.UserId, others.StartId)); // another start is told of the first
    }

    [Fact]
    public async Task Event_Applied_IsThereAfterTheActivationEnded()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        await cluster.Call(Room).StartAsync(Starts.By("ana"));
        Assert.True(await cluster.Call(Room).ApplyAsync([s_created, s_joined]));
        await cluster.ForgetAsync(Room);

        var call = await cluster.Call(Room).GetAsync();
        Assert.Equal((CallStatus.InProgress, CallPhase.Live, "RM_1"), (call!.Status, call.Phase, call.RoomSid));
    }

    [Fact]
    public async Task Event_Repeated_IsNotWrittenAgain()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        await cluster.Call(Room).StartAsync(Starts.By("ana"));
        await cluster.Call(Room).ApplyAsync([s_created, s_joined]);
        var before = (await cluster.Call(Room).GetAsync())!.Revision;
        await cluster.Call(Room).ApplyAsync([s_joined, s_created]);
        await cluster.Call(Room).ApplyAsync([s_joined]);

        Assert.Equal(before, (await cluster.Call(Room).GetAsync())!.Revision);
    }

    [Fact]
    public async Task Wait_UntilSomethingIsStored_AnswersThen()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        var started = await cluster.Call(Room).StartAsync(Starts.By("ana"));
        var waiting = cluster.Call(Room).WaitAsync(started!.Revision, TimeSpan.FromSeconds(3));
        await cluster.Call(Room).ApplyAsync([s_created]);

        Assert.Equal(CallStatus.InProgress, (await waiting)!.Status);
    }

    [Fact]
    public async Task PostgresAway_MemoryDoesNotLeadStorage()
    {
        await using var server = await PostgresFixture.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var cluster = await CallCluster.StartAsync(await server.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken));
        await cluster.Call(Room).StartAsync(Starts.By("ana"));

        await server.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.Call(Room).ApplyAsync([s_created]));
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        var call = await cluster.Call(Room).GetAsync();
        Assert.Null(call!.RoomSid); // what could not be stored is not known
        Assert.True(await cluster.Call(Room).ApplyAsync([s_created]));
        Assert.Equal("RM_1", (await cluster.Call(Room).GetAsync())!.RoomSid);
    }

    [Fact]
    public async Task GiveUpStart_RoomAlreadyThere_DoesNothing()
    {
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync());
        await cluster.Call(Room).StartAsync(Starts.By("ana"));
        await cluster.Call(Room).ApplyAsync([s_created]);

        Assert.Equal(CallStatus.InProgress, (await cluster.Call(Room).GiveUpStartAsync("late"))!.Status);
    }
}
