using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Rooms;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>What a look at a room says of a recorder that is not in it.</summary>
public class MissedRecorderTests
{
    private static readonly CallState s_call =
        After(Requested, Created, new EgressStartBegun(1, Key, At(0.1)), Joined(), Joined("PA_2", ParticipantKind.Agent), Egress(EgressStatus.Active, 3));

    private readonly WorldClock _clock = new(At(80));
    private readonly Rooms _rooms = new();
    private readonly RoomWork _work;

    public MissedRecorderTests() => _work = new RoomWork(_rooms, new CallTimings(), new CallClock(_clock));

    [Fact]
    public async Task Look_RecorderIsNotThere_IsToldWhereLiveKitListsRecorders()
    {
        _rooms.Present.Add(Joined());
        Assert.DoesNotContain(await LookAsync(s_call), e => e is RecorderNotListed); // it may never list any

        _rooms.Present.Add(Joined("PA_9", ParticipantKind.Egress) with { Identity = "EG_1" });
        Assert.DoesNotContain(await LookAsync(s_call), e => e is RecorderNotListed);

        _rooms.Present.RemoveAt(1);
        Assert.Contains(new RecorderNotListed("EG_1", At(80)), await LookAsync(s_call));
        _clock.Now = At(22.9);
        Assert.DoesNotContain(await LookAsync(s_call), e => e is RecorderNotListed); // it began at 3
    }

    [Fact]
    public async Task Look_NobodyIsThere_SaysNothingOfTheRecorder()
    {
        await SawARecorderAsync();
        _rooms.Present.Add(Joined("PA_2", ParticipantKind.Agent));

        Assert.DoesNotContain(await LookAsync(s_call), e => e is RecorderNotListed);
    }

    [Fact]
    public async Task Look_AnyOtherRecorder_IsNotMissed()
    {
        await SawARecorderAsync();
        _rooms.Present.Add(Joined());

        Assert.DoesNotContain(await LookAsync(s_call.Apply(Egress(EgressStatus.Ending, 70))), e => e is RecorderNotListed);
        Assert.DoesNotContain(await LookAsync(s_call.Apply(Joined("PA_3", ParticipantKind.Egress) with { Identity = "EG_1" })), e => e is RecorderNotListed); // its leave is noted
        Assert.DoesNotContain(
            await LookAsync(s_call.Apply(new RecorderNotListed("EG_1", At(50))).Apply(new RecorderNotListed("EG_1", At(70)))), e => e is RecorderNotListed); // that is known
    }

    private async Task SawARecorderAsync()
    {
        _rooms.Present.Add(Joined("PA_8", ParticipantKind.Egress));
        await LookAsync(s_call);
        _rooms.Present.Clear();
    }

    private Task<IReadOnlyList<CallEvent>> LookAsync(CallState call) =>
        _work.LookAsync(new WorkOrder("ana_fred-call_1", call, 1, new LookAtRoom()), CancellationToken.None);

    private sealed class Rooms : ICallRooms
    {
        public List<ParticipantSeen> Present { get; } = [];

        public Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> FindAsync(string room, CancellationToken cancellationToken) => Task.FromResult<string?>(Sid);

        public Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
            string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ParticipantSeen>>([.. Present]);
    }
}
