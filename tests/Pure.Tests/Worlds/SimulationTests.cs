using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;

namespace OrleansCalls.Pure.Tests.Worlds;

public class SimulationTests
{
    [Fact]
    public void Call_WhateverIsLostOrDies_EndsCompleteAndLeavesNothing() =>
        Assert.All(Seeds.All, seed => EndsCompleteAndLeavesNothing(seed));

    private static void EndsCompleteAndLeavesNothing(int seed)
    {
        var simulation = new Simulation(seed);
        try
        {
            simulation.Run();
        }
        finally
        {
            if (Seeds.IsOne)
                TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', simulation.Story));
        }

        var (call, world) = (simulation.Call, simulation.World);

        Assert.Null(call.DueAt); // nothing is left to do
        Assert.True(world.RoomSid is null || world.ClosedAt is not null);
        Assert.All(world.Egresses, e => Assert.True(e.Report.IsTerminal() || e.Orphan));
        if (call.Status() is CallStatus.StartFailed)
        {
            Assert.Empty(world.Rows);
            return;
        }

        Assert.Equal(world.HumanJoinedAt is null ? CallStatus.Cancelled : CallStatus.Completed, call.Status());
        Assert.Equal(SessionRow.From(call) with { Room = "ana_fred-call_1" }, Assert.Single(world.Rows).Value);
        Assert.NotNull(call.Summary);
        foreach (var egress in world.Egresses)
            Assert.Equal(egress.Uploaded, call.Recording.Objects.GetValueOrDefault(egress.Key)?.FoundAt is not null);
        Assert.InRange(world.Dispatches.Count, 1, 4);
    }
}
