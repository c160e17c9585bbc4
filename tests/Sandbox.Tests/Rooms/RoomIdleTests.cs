using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.Sandbox.Tests.Rooms;

public sealed class RoomIdleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 300)]
    [InlineData(7, 7)]
    public void IsIdle_NobodyCame_CountsFromCreation(uint emptyTimeout, int seconds)
    {
        var room = new Room(new CreateRoomRequest { EmptyTimeout = emptyTimeout }, Noon);

        Assert.False(room.IsIdle(Noon.AddSeconds(seconds - 1)));
        Assert.True(room.IsIdle(Noon.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(5, 5)]
    public void IsIdle_EverybodyLeft_CountsFromTheLastLeave(uint departureTimeout, int seconds)
    {
        var room = new Room(new CreateRoomRequest { DepartureTimeout = departureTimeout }, Noon);
        room.SeenLeaving(new ParticipantInfo(), Noon.AddHours(1));

        Assert.False(room.IsIdle(Noon.AddHours(1).AddSeconds(seconds - 1)));
        Assert.True(room.IsIdle(Noon.AddHours(1).AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(20, 20)]
    public void IsIdle_TimeScaled_ShortensTheDefaultAlone(uint departureTimeout, int seconds)
    {
        var room = new Room(new CreateRoomRequest { DepartureTimeout = departureTimeout }, Noon, timeScale: 0.1);
        room.SeenLeaving(new ParticipantInfo(), Noon);

        Assert.False(room.IsIdle(Noon.AddSeconds(seconds - 1)));
        Assert.True(room.IsIdle(Noon.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(nameof(ParticipantKind.Standard), false)]
    [InlineData(nameof(ParticipantKind.Sip), false)]
    [InlineData(nameof(ParticipantKind.Agent), true)]
    [InlineData(nameof(ParticipantKind.Egress), true)]
    public void IsIdle_SomebodyThere_DependsOnTheirKind(string kind, bool idle)
    {
        var room = new Room(new CreateRoomRequest(), Noon);
        room.Participants.Add("who", new Participant(new ParticipantInfo { Kind = Enum.Parse<ParticipantKind>(kind) }));

        Assert.Equal(idle, room.IsIdle(Noon.AddHours(1)));
    }
}
