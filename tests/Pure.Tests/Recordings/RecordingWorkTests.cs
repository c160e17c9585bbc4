using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Pure.Tests.Worlds;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Recordings;

public class RecordingWorkTests
{
    private static readonly FindRecording s_find = new(Key, GiveUp: true);

    private static readonly WorkOrder s_order = new("ana_fred-call_1", After(Requested, Created, Egress(EgressStatus.Complete, 32)), 1, s_find);

    [Fact]
    public async Task Find_BucketThatMayNotBeRead_IsAVerdictOnlyWhenItIsGivenUp()
    {
        var work = Work(new ClosedBucket());

        await Assert.ThrowsAsync<OutsideException>(() => work.FindAsync(s_order, s_find, CancellationToken.None));
        Assert.Equal(
            [new RecordingMissing(Key, "The bucket may not be read", Noon) { KnownUntil = At(32) }],
            await work.FindAsync(s_order, s_find with { GiveUpUnread = true }, CancellationToken.None));
    }

    [Fact]
    public async Task Find_GivenUp_NotesWhichNewsOfTheRecorderWasKnown()
    {
        var world = new World(new WorldClock(Noon), new Random(2));

        Assert.Equal(
            [new RecordingMissing(Key, "The recording is not in the bucket", Noon) { KnownUntil = At(32) }],
            await Work(world).FindAsync(s_order, s_find, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // 503: LiveKit tries several workers, and one may have begun
    public async Task Start_Failed_OnlyANoProvesThatNoneWillCome(bool refused)
    {
        var recorders = new NoRecorders(refused);
        var clock = new WorldClock(Noon);
        var work = new RecordingWork(recorders, new ClosedBucket(), new World(clock, new Random(2)), new CallClock(clock));

        Assert.Equal(
            [new EgressStartFailed(1, "no servers available", Noon) { Refused = refused }],
            await work.StartAsync(s_order, new StartEgress(1, Key), CancellationToken.None));
        recorders.Listed.Add(Egress(EgressStatus.Starting, 1).Report);
        Assert.Equal(
            refused ? typeof(EgressStartFailed) : typeof(EgressReported),
            Assert.Single(await work.StartAsync(s_order with { Call = After(Requested, Created, new EgressStartBegun(1, Key, Noon)) }, new StartEgress(1, Key), CancellationToken.None)).GetType());
    }

    private static RecordingWork Work(IRecordingStore store)
    {
        var clock = new WorldClock(Noon);
        var world = new World(clock, new Random(2));
        return new RecordingWork(world, store, world, new CallClock(clock));
    }

    private sealed class NoRecorders(bool refused) : IRecorders
    {
        public List<EgressReport> Listed { get; } = [];

        public bool IsConfigured => true;

        public Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken) =>
            throw new OutsideException("no servers available", refused);

        public Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EgressReport>>(Listed);
    }

    private sealed class ClosedBucket : IRecordingStore
    {
        public Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken) =>
            throw new OutsideException("The bucket may not be read", refused: true);

        public string Link(string key, DateTimeOffset expiresAt) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
