using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>A client that comes back to an ended room makes another of its name.</summary>
public class StrayRoomTests
{
    private const string Room = "ana_fred-call_1";

    private readonly WorldClock _clock = new(Noon);

    [Fact]
    public async Task DeleteRoom_Stray_IsKnownToBeGoneWithoutAWebhook()
    {
        var world = new World(_clock, new Random(1));
        var call = After(Requested, await world.CreateAsync(Room, Requested, CancellationToken.None), new RoomFinished("RM_1", Noon));
        await world.DeleteAsync(Room, CancellationToken.None);
        _clock.Now = At(60);
        world.Join();
        call = call.Apply(new RoomSeen(world.Open!.Sid, _clock.Now));
        Assert.True(call.Room.StrayAlive);

        var action = new DeleteRoom("stray");
        var told = await new RoomWork(world, new CallTimings(), new CallClock(_clock)).DeleteAsync(new WorkOrder(Room, call, 1, action), CancellationToken.None);

        Assert.Null(world.Open);
        Assert.False(told.Aggregate(call, (c, e) => c.Apply(e)).Room.StrayAlive);
    }

    [Fact]
    public async Task DeleteRoom_OwnRoom_ProvesNothingOfItsEnd() // a look does
    {
        var world = new World(_clock, new Random(1));
        var call = After(Requested, await world.CreateAsync(Room, Requested, CancellationToken.None));
        var action = new DeleteRoom("end");

        Assert.Empty(await new RoomWork(world, new CallTimings(), new CallClock(_clock)).DeleteAsync(new WorkOrder(Room, call, 1, action), CancellationToken.None));
    }
}
