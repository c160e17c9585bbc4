using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

public class RoomFactsTests
{
    private const string Stray = "RM_stray";

    [Fact]
    public void Made_Twice_TheFirstOneIsOwned()
    {
        var call = After(Requested, new RoomCreated("RM_a", At(5)), new RoomCreated("RM_b", At(1)));

        Assert.Equal("RM_b", call.Room.Sid);
        Assert.Equal(At(1), call.Room.CreatedAt);
    }

    [Fact]
    public void Made_TwiceInTheSameSecond_TheSidDecides() =>
        Assert.Equal("RM_a", After(Requested, new RoomCreated("RM_b", At(1)), new RoomCreated("RM_a", At(1))).Room.Sid);

    [Fact]
    public void Made_AnsweredTwiceForOneRoom_TheEarlierTimeStands() =>
        Assert.Equal(At(1), After(Requested, new RoomCreated(Sid, At(3)), new RoomCreated(Sid, At(1)), new RoomCreated(Sid, At(2))).Room.CreatedAt);

    [Theory]
    [InlineData(36, true)] // LiveKit's stamp is up to a second early
    [InlineData(36.1, false)]
    public void Finished_SeenShortlyAfterItsStamp_HasEnded(double seen, bool ended) =>
        Assert.Equal(ended, After(Requested, Created, Finished, new RoomSeen(Sid, At(seen))).EndedAt() is not null);

    [Theory]
    [InlineData(35, true)] // exactly far enough apart
    [InlineData(34.9, false)]
    public void NotSeenTwice_FarEnoughApart_HasEndedAtTheFirstLook(double second, bool ended) =>
        Assert.Equal(ended ? At(30) : (DateTimeOffset?)null, After(Requested, Created, new RoomNotSeen(At(30)), new RoomNotSeen(At(second))).EndedAt());

    [Fact]
    public void NotSeen_AndSeenAtThatVeryTime_IsThere()
    {
        var room = After(Requested, Created, new RoomNotSeen(At(30)), new RoomNotSeen(At(36)), new RoomSeen(Sid, At(30))).Room;

        Assert.Null(room.EndedAt);
        Assert.True(room.InDoubt); // the later look stands
        Assert.False(After(Requested, Created, new RoomNotSeen(At(30)), new RoomSeen(Sid, At(30))).Room.InDoubt);
    }

    [Fact]
    public void NotSeen_ManyTimes_TheTwoLatestLooksCount()
    {
        var room = After(Requested, Created, new RoomNotSeen(At(50)), new RoomNotSeen(At(30)), new RoomNotSeen(At(40))).Room;

        Assert.Equal([At(50), At(40)], room.NotSeenAt);
        Assert.Equal(At(30), room.FirstNotSeenAt);
        Assert.Equal(At(40), room.EndedAt);
    }

    [Fact]
    public void Ended_IsNotInDoubt() =>
        Assert.False(After(Requested, Created, new RoomNotSeen(At(30)), new RoomNotSeen(At(36))).Room.InDoubt);

    [Fact]
    public void HealthyRoom_SeenAgain_IsNoNews()
    {
        var room = After(Requested, Created, new RoomSeen(Sid, At(1))).Room;

        Assert.True(room.Knows(new RoomSeen(Sid, At(80))));
        Assert.False(room.Knows(new RoomSeen(Stray, At(80))));
    }

    [Fact]
    public void RoomThoughtGone_SeenAgain_IsNews()
    {
        Assert.False(After(Requested, Created, Finished).Room.Knows(new RoomSeen(Sid, At(80))));
        Assert.False(After(Requested, Created, new RoomNotSeen(At(30))).Room.Knows(new RoomSeen(Sid, At(80))));
        Assert.False(After(Requested, Created, new RoomSeen(Sid, At(31)), new RoomNotSeen(At(30)), new RoomNotSeen(At(36))).Room.Knows(new RoomSeen(Sid, At(80))));
        Assert.True(After(Requested, Created, new RoomNotSeen(At(30)), new RoomSeen(Sid, At(30))).Room.Knows(new RoomSeen(Sid, At(80))));
    }

    [Fact]
    public void Stray_LookedForLaterAndNotFound_IsNotAlive()
    {
        CallEvent[] ended = [Requested, Created, Finished, new RoomSeen(Stray, At(60))];

        Assert.True(After([.. ended, new RoomNotSeen(At(59))]).Room.StrayAlive);
        Assert.False(After([.. ended, new RoomNotSeen(At(60))]).Room.StrayAlive);
        Assert.False(After([.. ended, new RoomNotSeen(At(59)), new RoomNotSeen(At(66))]).Room.StrayAlive);
    }

    [Fact]
    public void Stray_SeenAfterItFinished_IsAlive()
    {
        Assert.True(After(Requested, Created, new RoomFinished(Stray, At(59)), new RoomSeen(Stray, At(60))).Room.StrayAlive);
        Assert.False(After(Requested, Created, new RoomFinished(Stray, At(60)), new RoomSeen(Stray, At(60))).Room.StrayAlive);
    }

    [Fact]
    public void Stray_Deleted_IsNotAliveUntilSeenAgain()
    {
        CallEvent[] deleted = [Requested, Created, Finished, new RoomSeen(Stray, At(60)), new RoomDeleted(At(61)), new RoomDeleted(At(50))];

        Assert.False(After(deleted).Room.StrayAlive);
        Assert.False(After([.. deleted, new RoomSeen(Stray, At(61))]).Room.StrayAlive);
        Assert.True(After([.. deleted, new RoomSeen("RM_other", At(62))]).Room.StrayAlive);
    }

    [Theory]
    [InlineData(40, 45, 40.0)]
    [InlineData(40, 44.9, null)] // too close together
    public void Room_ThatCouldNotBeClosedTwiceBecauseThereIsNone_HasEnded_WhateverIsListed(double first, double second, double? endedAt)
    {
        var call = After(Requested, Created, Joined(), new RoomUnknown(At(second)), new RoomUnknown(At(first)), new RoomSeen(Sid, At(60)));

        Assert.Equal(endedAt is { } at ? At(at) : null, call.EndedAt());
    }
}
