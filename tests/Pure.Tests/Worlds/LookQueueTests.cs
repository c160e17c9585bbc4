using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>As many looks as may be are under way, until the test lets them end.</summary>
public sealed class LookQueueTests : IDisposable
{
    private const string Room = "ana_fred-call_1";

    private readonly WorldClock _clock = new(Noon);
    private readonly LookQueue _looks = new();
    private readonly TaskCompletionSource<bool> _answer = new();
    private readonly List<Task> _underWay;
    private readonly World _world;
    private readonly CallWork _work;

    public LookQueueTests()
    {
        _underWay = [.. Enumerable.Range(0, LookQueue.Most).Select(_ => _looks.TakeAsync(() => _answer.Task, CancellationToken.None))];
        _world = new World(_clock, new Random(2)); // one that loses no request
        _work = Simulation.WorkIn(_world, _clock, _looks, new WorldModel(new Random(2)));
    }

    public void Dispose() => _looks.Dispose();

    [Fact]
    public async Task LookAtRoom_LongInTheQueue_SaysWhenItAsked() // or the call would have ended before it did
    {
        var call = After(Requested, await _world.CreateAsync(Room, Requested, CancellationToken.None));
        await _world.DeleteAsync(Room, CancellationToken.None);

        var look = CarryOutAsync(call, new LookAtRoom());
        _clock.Now = At(300);
        Assert.False(look.IsCompleted);
        await LetGoAsync();

        Assert.Equal([new RoomNotSeen(At(300))], await look);
    }

    [Fact]
    public async Task RegularLooks_Wait()
    {
        var call = After(Requested, await _world.CreateAsync(Room, Requested, CancellationToken.None), new DispatchMade(1, "AD_1", Noon));

        Task[] looks = [CarryOutAsync(call, new LookAtRoom()), CarryOutAsync(call, new LookAtEgress()), CarryOutAsync(call, new LookForAgent(1))];

        Assert.All(looks, look => Assert.False(look.IsCompleted));
        await LetGoAsync();
        await Task.WhenAll(looks);
    }

    [Fact]
    public async Task WhatMakesSomething_AndLooksFirst_WaitsForNoLook()
    {
        var call = After(Requested, await _world.CreateAsync(Room, Requested, CancellationToken.None));
        CallAction[] actions = [new FindLostEgress(1, "k1"), new StartEgress(2, "k2"), new DispatchAgent(2, LookFirst: true)];

        Assert.All(actions, action => Assert.True(CarryOutAsync(call, action).IsCompletedSuccessfully, action.Id));
    }

    private Task<IReadOnlyList<CallEvent>> CarryOutAsync(CallState call, CallAction action) =>
        _work.CarryOutAsync(new WorkOrder(Room, call, 1, action), CancellationToken.None);

    private Task LetGoAsync()
    {
        _answer.SetResult(true);
        return Task.WhenAll(_underWay);
    }
}
