using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Worlds;

public class SimulationTests
{
    [Fact]
    public void Call_WhateverIsLostOrDies_EndsCompleteAndLeavesNothing() =>
        Assert.All(Seeds.All, seed => EndsCompleteAndLeavesNothing(seed));

    [Fact]
    public void ErasedCall_WhateverIsLostOrDies_LeavesNothingAnywhere()
    {
        var erased = 0;
        Assert.All(Seeds.All, seed => erased += LeavesNothingAnywhere(seed));
        Assert.True(Seeds.IsOne || erased * 2 > Seeds.All.Count(), $"{erased} calls were there to be erased");
    }

    private static int LeavesNothingAnywhere(int seed)
    {
        var simulation = Run(new Simulation(seed, erases: true));
        if (!simulation.IsErased)
            return 0;
        NothingOutlives(simulation);
        Assert.NotNull(simulation.World.Tombstone);
        Assert.Empty(simulation.World.Transcript.Assemble());
        Assert.Null(simulation.World.Row);
        Assert.Equal(simulation.World.BucketIsOpen, !simulation.Call.Exists()); // it waits for a bucket that it may not read
        Assert.Equal(simulation.World.BucketIsOpen, simulation.Call.DueAt is null);
        if (simulation.World.BucketIsOpen)
            Assert.Empty(simulation.World.Bucket);
        return 1;
    }

    private static Simulation Run(Simulation simulation)
    {
        try
        {
            simulation.Run();
        }
        finally
        {
            if (Seeds.IsOne)
                TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', simulation.Story));
        }

        return simulation;
    }

    private static void EndsCompleteAndLeavesNothing(int seed)
    {
        var simulation = Run(new Simulation(seed));
        Assert.Null(simulation.Call.DueAt); // nothing is left to do
        NothingOutlives(simulation);
        if (simulation.Call.Status() is CallStatus.StartFailed)
            Assert.Null(simulation.World.Row);
        else
            EverythingIsKept(simulation.Call, simulation.World);
    }

    private static void NothingOutlives(Simulation simulation)
    {
        Assert.All(simulation.World.Rooms, r => Assert.NotNull(r.ClosedAt));
        Assert.All(simulation.World.Egresses, e => Assert.True(e.Report.IsTerminal() || e.Orphan));
        Assert.InRange(simulation.World.DispatchesMade, 0, 4);
    }

    private static void EverythingIsKept(CallState call, World world)
    {
        var lines = world.Transcript.Assemble();
        var proved = (world.BucketIsOpen && world.Egresses.Any(e => e.Uploaded)) || world.Transcript.Client is not null || lines.Any(l => l.Speaker is Speaker.User);
        var humanCame = world.Rooms.Any(r => r.Sid == call.Room.Sid && r.HumanCame);
        if (proved)
            Assert.Equal(CallStatus.Completed, call.Status());
        else if (!humanCame)
            Assert.Equal(CallStatus.Cancelled, call.Status());

        foreach (var egress in world.Egresses)
            Assert.Equal(egress.Uploaded && world.BucketIsOpen, call.Recording.Objects.GetValueOrDefault(egress.Key)?.FoundAt is not null);
        Assert.All(call.Snapshot().Segments, s => Assert.True(s.State is RecordingState.Ready || s.Reason is not null));
        Assert.Equal(TranscriptText.Hash(lines), call.Summary!.TranscriptHash);
        Assert.Null(call.OpenSummaryRequest());
        Assert.Equal(SessionRow.From(call).Digest(), (world.Row! with { Room = "" }).Digest());
        if (call.Status() is CallStatus.Completed)
            Assert.Equal(lines, world.RowLines);
    }
}
