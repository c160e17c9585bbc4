using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Pure.Tests.Worlds;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Recordings;

public class RecordingWorkTests
{
    private static readonly FindRecording s_find = new(Key, GiveUp: true);

    [Fact]
    public async Task Find_BucketThatMayNotBeRead_IsAVerdictOnlyWhenItIsGivenUp()
    {
        var work = Work(new ClosedBucket());

        await Assert.ThrowsAsync<OutsideException>(() => work.FindAsync(s_find, CancellationToken.None));
        Assert.Equal(
            [new RecordingMissing(Key, "The bucket may not be read", Noon)],
            await work.FindAsync(s_find with { GiveUpUnread = true }, CancellationToken.None));
    }

    private static RecordingWork Work(IRecordingStore store)
    {
        var clock = new WorldClock(Noon);
        var world = new World(clock, new Random(2));
        return new RecordingWork(world, store, world, new CallClock(clock));
    }

    private sealed class ClosedBucket : IRecordingStore
    {
        public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) =>
            throw new OutsideException("The bucket may not be read", refused: true);

        public string Link(string key, DateTimeOffset expiresAt) => throw new NotSupportedException();
    }
}
