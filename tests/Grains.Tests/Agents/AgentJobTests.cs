using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Tests.Erasure;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.LiveKitApi;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Agents;

/// <summary>What the sandbox's list of dispatches says of an agent, and what a call that misses one makes of it.</summary>
public sealed class AgentJobTests(PostgresFixture postgres)
{
    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("pending")]
    [InlineData("neverJoins")] // it has no job yet: no worker of the name has been found
    public async Task Job_ThatNoWorkerHasTaken_IsPending(string kind)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.FaultAsync(new { agents = new[] { new { kind } } });

        var id = await DispatchAsync(sandbox);

        Assert.Equal([new AgentCall(id, Pending: true)], await ListAsync(sandbox));
    }

    [Fact]
    public async Task Job_OfAnAgentAtWork_IsNotPending()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await DispatchAsync(sandbox);

        await ErasureRig.UntilAsync(async () => (await sandbox.RoomAsync(_room)).GetProperty("participants").GetArrayLength() is 1);

        Assert.Equal([new AgentCall(id, Pending: false)], await ListAsync(sandbox));
    }

    [Fact]
    public async Task Job_OfAnAgentThatDied_IsNotPending()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.FaultAsync(new { agents = new[] { new { kind = "dies", afterMs = 1 } } });
        var id = await DispatchAsync(sandbox);

        await ErasureRig.UntilAsync(async () => (await sandbox.StruckAsync()).ContainsKey("agents.dies"));

        Assert.Equal([new AgentCall(id, Pending: false)], await ListAsync(sandbox));
    }

    [Fact]
    public async Task Call_JobOfItsAgentIsPending_WaitsOnceMoreBeforeItCallsAnother()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var timings = CallCluster.Hurried with { AgentGrace = TimeSpan.FromSeconds(0.5) };
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, timings: timings);
        await sandbox.FaultAsync(new { agents = new[] { new { kind = "pending", times = 1 } } });
        await cluster.Call(_room).StartAsync(Starts.By("ana"));
        await cluster.WhenAsync(_room, c => c.Status is CallStatus.InProgress);
        await sandbox.JoinAsync(_room, "ana");
        await cluster.WhenAsync(_room, c => c.Participants.Any(p => p.Kind is ParticipantKind.Agent));

        var told = (await cluster.Queries.TimelineAsync(_room))
            .Where(e => e.What is "agent.requested" or "agent.awaited" or "agent.missing")
            .Take(4) // the other one may be slow to come as well
            .ToList();
        Assert.Equal(["agent.requested", "agent.awaited", "agent.missing", "agent.requested"], told.Select(e => e.What));
        Assert.InRange(told[2].At - told[1].At, timings.AgentGrace, TimeSpan.MaxValue);
        Assert.Equal(2, (await sandbox.RequestsAsync())["CreateDispatch"]);
    }

    private Task<string> DispatchAsync(TestSandbox sandbox) => AgentsOf(sandbox).DispatchAsync(
        _room, new CallRequested { Start = Starts.By("ana"), At = DateTimeOffset.UnixEpoch }, resume: null, CancellationToken.None);

    private Task<IReadOnlyList<AgentCall>> ListAsync(TestSandbox sandbox) => AgentsOf(sandbox).ListAsync(_room, CancellationToken.None);

    private static LiveKitAgents AgentsOf(TestSandbox sandbox) => new(
        sandbox.LiveKit(), new SiloSettings { Database = "", MigrateAtStart = false, WebEnabled = false, AgentName = "fred-cary-voice" });
}
