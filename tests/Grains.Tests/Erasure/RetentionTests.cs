using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Erasure;

/// <summary>What the silo erases by itself: nobody here asks for it.</summary>
public sealed class RetentionTests(PostgresFixture postgres, S3Fixture s3)
{
    private static readonly RetentionOptions s_often = new() { Interval = TimeSpan.FromSeconds(0.2), TidyInterval = TimeSpan.FromSeconds(0.2) };

    private readonly AheadTime _time = new();

    [Fact]
    public async Task Silo_CallsAreKeptForADay_ErasesEachAfterIt()
    {
        await using var rig = await StartAsync(s_often with { Keep = TimeSpan.FromDays(1) });
        var call = await rig.CompleteAsync();
        await AddOlderAsync(rig);

        await ErasureRig.UntilAsync(async () => await rig.CountAsync("SELECT count(*) FROM coaching_sessions") is 1);
        await RoundsAsync(rig, 2);
        Assert.NotNull(await rig.Call.GetAsync()); // it has only just ended
        Assert.Equal(2, (await rig.ObjectsAsync(call.Recording.EgressId!)).Count);

        _time.Ahead = TimeSpan.FromDays(2);
        await ErasureRig.UntilAsync(async () => await rig.CountAsync("SELECT count(*) FROM orleans_storage") is 0);
        Assert.Null(await rig.Call.GetAsync());
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM coaching_sessions"));
        Assert.Equal(2, await rig.CountAsync("SELECT count(*) FROM call_tombstones"));
        Assert.Empty(await rig.ObjectsAsync(call.Recording.EgressId!));
    }

    [Fact]
    public async Task Silo_CallsAreKeptForEver_ErasesNone()
    {
        await using var rig = await StartAsync(s_often);
        var call = await rig.CompleteAsync();
        await AddOlderAsync(rig);
        _time.Ahead = TimeSpan.FromDays(10_000);

        await RoundsAsync(rig, 2);

        Assert.NotNull(await rig.Call.GetAsync());
        Assert.Equal(2, await rig.CountAsync("SELECT count(*) FROM coaching_sessions"));
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM call_tombstones"));
        Assert.Equal(3, (await rig.ObjectsAsync(call.Recording.EgressId!)).Count);
    }

    private Task<ErasureRig> StartAsync(RetentionOptions options) =>
        ErasureRig.StartAsync(postgres, s3, services => services.AddSingleton(options).AddSingleton(new CallClock(_time)));

    // A row of another program, whose name is none of ours, and its recording.
    private static async Task AddOlderAsync(ErasureRig rig)
    {
        var room = $"Kick-off {rig.Room}";
        await rig.PutAsync($"voice-recordings/{room}.ogg");
        await rig.RunAsync($"INSERT INTO coaching_sessions (user_id, room_name, status, ended_at) VALUES ('ana', '{room}', 'completed', '2020-01-01Z')");
    }

    // When another round begins, the one before it is over: after two, all that was there before has been looked at.
    private static async Task RoundsAsync(ErasureRig rig, int rounds)
    {
        for (var n = 0; n < rounds; n++)
        {
            var due = await DueAsync();
            await ErasureRig.UntilAsync(async () => await DueAsync() != due);
        }

        Task<long> DueAsync() =>
            rig.CountAsync("SELECT coalesce(max((extract(epoch FROM due_at) * 1000000)::bigint), 0) FROM call_rounds WHERE name = 'retention'");
    }

    /// <summary>The real time, or as much later as a test says.</summary>
    private sealed class AheadTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
