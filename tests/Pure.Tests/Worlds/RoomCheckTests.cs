using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Timelines;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Worlds;

public class RoomCheckTests
{
    private const string Room = "ana_fred-call_1";

    private readonly WorldClock _clock = new(Noon);

    [Fact]
    public async Task StartEgress_AgainInARoomThatIsGone_AsksForNoRecorder()
    {
        var (world, call) = await EndedAsync();
        var work = new RecordingWork(world, world, world, new CallClock(_clock));

        var events = await work.StartAsync(new WorkOrder(Room, call, 1, new StartEgress(2, "k2")), new StartEgress(2, "k2"), CancellationToken.None);

        Assert.Equal([typeof(RoomNotSeen), typeof(EgressStartFailed)], events.Select(e => e.GetType()));
    }

    [Fact]
    public async Task DispatchAgent_AgainInARoomThatIsGone_CallsNobody() // it would make the room anew
    {
        var (world, call) = await EndedAsync();
        var work = new AgentWork(world, world, world, new CallClock(_clock));
        var action = new DispatchAgent(2, LookFirst: true);

        var events = await work.DispatchAsync(new WorkOrder(Room, call, 1, action), action, CancellationToken.None);

        Assert.Equal([typeof(RoomNotSeen), typeof(DispatchFailed)], events.Select(e => e.GetType()));
        Assert.Empty(world.Dispatches);
    }

    [Fact]
    public async Task DispatchAgent_Again_TellsThatTheOldOneWasCalledOff()
    {
        var world = new World(_clock, new Random(2));
        var created = await world.CreateAsync(Room, Requested, CancellationToken.None);
        var first = await world.DispatchAsync(Room, Requested, null, CancellationToken.None);
        var call = After(Requested, created, new DispatchMade(1, first, Noon));
        var action = new DispatchAgent(2, LookFirst: true);

        var events = await new AgentWork(world, world, world, new CallClock(_clock)).DispatchAsync(new WorkOrder(Room, call, 1, action), action, CancellationToken.None);

        Assert.Equal([new DispatchTakenBack(1, Noon), new DispatchMade(2, Assert.Single(world.Dispatches), Noon)], events);
        Assert.Contains(TimelineFacts.Of(call, events[0], call.Apply(events[0]), Noon), f => f is { What: "agent.called-off", Result: "dispatch 1" });
    }

    [Fact]
    public async Task DeleteStray_GoneOrNot_IsNoted()
    {
        var (world, call) = await EndedAsync();
        var work = new RoomWork(world, new CallTimings(), new CallClock(_clock));

        var events = await work.DeleteAsync(new WorkOrder(Room, call, 1, new DeleteRoom(DeleteRoom.Stray)), CancellationToken.None);

        Assert.Equal([new RoomDeleted(Noon)], events);
        Assert.Equal([new RoomNotSeen(Noon), new RoomUnknown(Noon)], await work.DeleteAsync(new WorkOrder(Room, call, 1, new DeleteRoom("end")), CancellationToken.None));
    }

    private async Task<(World World, CallState Call)> EndedAsync()
    {
        var world = new World(_clock, new Random(1));
        var created = await world.CreateAsync(Room, Requested, CancellationToken.None);
        await world.DeleteAsync(Room, CancellationToken.None);
        return (world, After(Requested, created));
    }
}
