using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Erasure;

/// <summary>What is kept too long: round by round, and by the silo itself.</summary>
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

    [Fact]
    public async Task Round_WhatEndedBefore_IsErasedAndNothingElse()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var call = await rig.CompleteAsync();
        var live = RoomName.For("bob", TimeProvider.System.GetUtcNow());
        await rig.Cluster.Call(live).StartAsync(Starts.By("bob"));
        await rig.Cluster.WhenAsync(live, c => c.Status is CallStatus.InProgress);
        await rig.Sandbox.FaultAsync(new { rpc = new[] { new { method = "CreateRoom", status = 400, code = "invalid_argument", msg = "no" } } });
        var failed = RoomName.For("eve", TimeProvider.System.GetUtcNow());
        await rig.Cluster.Call(failed).StartAsync(Starts.By("eve"));
        await rig.Cluster.WhenAsync(failed, c => c.Status is CallStatus.StartFailed);

        await rig.Cluster.EraseEndedBeforeAsync(call.EndedAt!.Value);
        Assert.NotNull(await rig.Call.GetAsync()); // it ended just then
        await rig.Cluster.EraseEndedBeforeAsync(TimeProvider.System.GetUtcNow().AddSeconds(1));

        Assert.Null(await rig.Call.GetAsync());
        Assert.Null(await rig.Cluster.Call(failed).GetAsync());
        await ErasureRig.UntilAsync(async () => await rig.CountAsync("SELECT count(*) FROM orleans_storage") is 1);
        Assert.Equal(2, await rig.CountAsync("SELECT count(*) FROM call_tombstones WHERE removed IS NULL"));
        Assert.Equal(CallStatus.InProgress, (await rig.Cluster.Call(live).GetAsync())!.Status);
        Assert.Empty(await rig.ObjectsAsync());
    }

    [Fact]
    public async Task Round_RowsOfOtherPrograms_AreErasedOnceTheyEndedBefore()
    {
        await using var rig = await ErasureRig.StartAsync(postgres, s3);
        var older = $"Kick-off {rig.Room}"; // no name of ours
        await rig.RunAsync($"""
            INSERT INTO coaching_sessions (user_id, room_name, status, ended_at, recording_url) VALUES
                ('ana', '{older}', 'completed', '2026-01-01Z', 'https://elsewhere/1.ogg'), ('ana', 'Stand-up', 'completed', '2026-01-02Z', NULL),
                ('ana', 'Planned', 'scheduled', NULL, NULL)
            """);
        await rig.PutAsync($"voice-recordings/{older}.ogg");

        await rig.Cluster.EraseEndedBeforeAsync(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(0, await rig.CountAsync($"SELECT count(*) FROM coaching_sessions WHERE room_name = '{older}'"));
        Assert.Equal(2, await rig.CountAsync("SELECT count(*) FROM coaching_sessions"));
        Assert.Empty(await rig.ObjectsAsync());
        Assert.Equal(0, await rig.CountAsync("SELECT count(*) FROM orleans_storage"));
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
