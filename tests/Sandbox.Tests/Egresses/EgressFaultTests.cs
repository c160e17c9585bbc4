using System.Net;
using System.Text.Json;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Sandbox.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.Egresses;

public sealed class EgressFaultTests(S3Fixture s3)
{
    [Theory]
    [InlineData("noWorkers", "twirp error unknown: no response from servers")]
    [InlineData("noCapacity", "twirp error unknown: no servers available (received 1 responses)")]
    public async Task Start_NobodyTakesIt_Is503AndNothingRuns(string kind, string message)
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind, times = 1 });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var refused = await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Code));
        Assert.Equal(message, refused.Json.GetProperty("msg").GetString());
        Assert.Equal("[]", (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/egresses")).Text);
        Assert.Equal(HttpStatusCode.OK, (await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request())).Status);
        Assert.Equal(1, await CountAsync(rig, kind));
    }

    [Fact]
    public async Task Start_Slow_IsRefusedLateAndYetRuns()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "slowStart" });
        await rig.RpcAsync("RoomService/CreateRoom", new { name = "call" });
        var start = rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request());
        await Eventually.GetAsync(() => CountAsync(rig, "slowStart"), count => count == 1);
        rig.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(0, (await rig.RpcAsync("Egress/ListEgress", new { room_name = "call" })).Json.GetProperty("items").GetArrayLength());
        Assert.False(start.IsCompleted);

        await Eventually.GetAsync(
            () =>
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(start.IsCompleted);
            },
            done => done);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await start).Status);
        Assert.Equal(1, (await rig.RpcAsync("Egress/ListEgress", new { room_name = "call", active = true })).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task NeverActive_SoundInTheRoom_StaysStartingAndIsAbortedInTheEnd()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "neverActive" });
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_STARTING");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });

        Assert.Equal("Start signal not received", (await rig.EgressAsync(id, "EGRESS_ABORTED")).GetProperty("error").GetString());
        Assert.Equal(1, await CountAsync(rig, "neverActive"));
    }

    [Fact]
    public async Task Abort_SomeTimeAfterTheStart_NeverWasActive()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "abort", afterMs = 3000 });
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_STARTING");
        rig.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(412, (await rig.EgressAsync(id, "EGRESS_ABORTED")).GetProperty("error_code").GetInt32());
        Assert.Equal([("egress_started", "-"), ("egress_ended", "EGRESS_ABORTED")], await rig.EgressHooksAsync(id));
    }

    [Fact]
    public async Task Fail_SomeTimeAfterItBecameActive_LeavesNothing()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind = "fail", afterMs = 3000 });
        var id = await StartActiveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("pipeline frozen", (await rig.EgressAsync(id, "EGRESS_FAILED")).GetProperty("error").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_updated", "EGRESS_ACTIVE"), ("egress_ended", "EGRESS_FAILED")], await rig.EgressHooksAsync(id));
        Assert.Null(await StoredAsync(store, rig));
    }

    [Fact]
    public async Task Orphan_WorkerLost_IsActiveForEverAndCannotBeStopped()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        await PlanAsync(rig, new { kind = "orphan", afterMs = 3000 });
        var id = await StartActiveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(3));
        await rig.Sandbox.RoomAsync("call", room => room.GetProperty("participants").GetArrayLength() == 1);
        var stopped = await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        Assert.Equal((HttpStatusCode.RequestTimeout, "deadline_exceeded"), (stopped.Status, stopped.Code));

        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
        var listed = (await rig.RpcAsync("Egress/ListEgress", new { room_name = "call", active = true })).Json.GetProperty("items");
        Assert.Equal("EGRESS_ACTIVE", Assert.Single(listed.EnumerateArray()).GetProperty("status").GetString());
        await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "room_finished"));
        Assert.DoesNotContain(rig.Receiver.Hooks, hook => hook.Event == "egress_ended");
        Assert.True((await rig.Sandbox.ControlAsync(HttpMethod.Get, "/egresses")).Json[0].GetProperty("isOrphan").GetBoolean());
        Assert.Equal("[]", (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/uploads")).Text);
    }

    [Fact]
    public async Task LimitReached_SomeTimeAfterItBecameActive_KeepsTheRecording()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind = "limitReached", afterMs = 3000 });
        var id = await StartActiveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(3));

        var reached = await rig.EgressAsync(id, "EGRESS_LIMIT_REACHED");
        Assert.Equal(("Session limit reached", 413), (reached.GetProperty("error").GetString(), reached.GetProperty("error_code").GetInt32()));
        Assert.Equal("3000000000", reached.GetProperty("file_results")[0].GetProperty("duration").GetString());
        Assert.Equal([("egress_started", "-"), ("egress_updated", "EGRESS_ACTIVE"), ("egress_ended", "EGRESS_LIMIT_REACHED")], await rig.EgressHooksAsync(id));
        Assert.Equal(reached.GetProperty("file_results")[0].GetProperty("size").GetString(), $"{(await StoredAsync(store, rig))?.Length}");
    }

    [Fact]
    public async Task FailUpload_StoreThere_FailsAndLeavesNothing()
    {
        var (end, stored, uploads) = await EndAsync("failUpload", "EGRESS_FAILED");

        Assert.StartsWith("S3 upload failed: ", end.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Null(stored);
        Assert.Equal(0, uploads.GetArrayLength());
    }

    [Fact]
    public async Task MissingObject_ClaimsToBeComplete_LeavesNothing()
    {
        var (end, stored, uploads) = await EndAsync("missingObject", "EGRESS_COMPLETE");

        Assert.NotEqual("0", end.GetProperty("file_results")[0].GetProperty("size").GetString());
        Assert.NotEqual("", end.GetProperty("file_results")[0].GetProperty("location").GetString());
        Assert.Null(stored);
        Assert.Equal(0, uploads.GetArrayLength());
    }

    [Fact]
    public async Task EmptyObject_ClaimsToBeComplete_LeavesNoBytes()
    {
        var (end, stored, uploads) = await EndAsync("emptyObject", "EGRESS_COMPLETE");

        Assert.NotEqual("0", end.GetProperty("file_results")[0].GetProperty("size").GetString());
        Assert.Empty(stored!);
        Assert.Equal(0, uploads[0].GetProperty("sizeBytes").GetInt64());
    }

    [Fact]
    public async Task LateUpload_Stopped_IsEndingForLong()
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind = "lateUpload", afterMs = 60_000, times = 1 });
        var id = await StartActiveAsync(rig);
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        await Eventually.GetAsync(() => CountAsync(rig, "lateUpload"), count => count == 1);
        rig.Clock.Advance(TimeSpan.FromSeconds(59));

        // Another one that has all the time it needs shows that the first is not merely slow.
        var other = (await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request("other.ogg"))).Json.GetProperty("egress_id").GetString()!;
        await rig.EgressAsync(other, "EGRESS_ACTIVE");
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = other });
        await rig.EgressAsync(other, "EGRESS_COMPLETE");
        Assert.Null(await StoredAsync(store, rig));
        await rig.EgressAsync(id, "EGRESS_ENDING");

        await Eventually.GetAsync(
            () =>
            {
                rig.Clock.Advance(TimeSpan.FromSeconds(1));
                return StoredAsync(store, rig);
            },
            bytes => bytes is not null);
        await rig.EgressAsync(id, "EGRESS_COMPLETE");
    }

    [Fact]
    public async Task OddResult_Ended_HasNoEndNoResultsAndANegativeDuration()
    {
        var (end, stored, _) = await EndAsync("oddResult", "EGRESS_COMPLETE");

        Assert.Equal(("0", 0), (end.GetProperty("ended_at").GetString(), end.GetProperty("file_results").GetArrayLength()));
        Assert.Equal(("-1000000000", $"{stored!.Length}"), (end.GetProperty("file").GetProperty("duration").GetString(), end.GetProperty("file").GetProperty("size").GetString()));
    }

    [Theory]
    [InlineData("RoomService/DeleteRoom", "3000000000", 1)]
    [InlineData("Egress/StopEgress", "5000000000", 0)]
    public async Task ClippedTail_RoomClosedUnderIt_LacksTheLastSeconds(string how, string duration, int counted)
    {
        await using var rig = await EgressRig.StartAsync(await s3.ServerAsync());
        await PlanAsync(rig, new { kind = "clippedTail" });
        var id = await StartActiveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.RpcAsync(how, new { room = "call", egress_id = id });

        Assert.Equal(duration, (await rig.EgressAsync(id, "EGRESS_COMPLETE")).GetProperty("file_results")[0].GetProperty("duration").GetString());
        Assert.Equal(counted, await CountAsync(rig, "clippedTail"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    public async Task SilentEnd_Ends_UploadsWithoutAWord(int afterMs)
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind = "silentEnd", afterMs });
        var id = await StartActiveAsync(rig);
        if (afterMs == 0)
            await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        else
            rig.Clock.Advance(TimeSpan.FromMilliseconds(afterMs));

        await rig.EgressAsync(id, "EGRESS_COMPLETE");
        Assert.NotEmpty((await StoredAsync(store, rig))!);
        await rig.RpcAsync("RoomService/DeleteRoom", new { room = "call" });
        await rig.Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "room_finished"));
        Assert.Equal(["egress_started", "egress_updated"], rig.Receiver.Hooks.Select(hook => hook.Event).Where(name => name.StartsWith("egress", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("abort", "EGRESS_ABORTED")]
    [InlineData("fail", "EGRESS_FAILED")]
    [InlineData("silentEnd", "EGRESS_FAILED")] // there is no store in this test
    [InlineData("limitReached", "EGRESS_FAILED")]
    public async Task Inflict_ActiveEgress_HappensNow(string kind, string status)
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await StartActiveAsync(rig);

        Assert.Equal(HttpStatusCode.NoContent, (await InflictAsync(rig, id, kind)).Status);
        await rig.EgressAsync(id, status);
        Assert.Equal(1, await CountAsync(rig, kind));
        Assert.Equal(HttpStatusCode.Conflict, (await InflictAsync(rig, id, kind)).Status);
    }

    [Fact]
    public async Task Inflict_WhatCannotBe_IsRefused()
    {
        await using var rig = await EgressRig.StartAsync(store: null);
        var id = await StartActiveAsync(rig);

        Assert.Equal(HttpStatusCode.NotFound, (await InflictAsync(rig, "EG_nobody", "orphan")).Status);
        foreach (var kind in new[] { "explode", "noWorkers" })
        {
            var refused = await InflictAsync(rig, id, kind);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Equal("kind", Assert.Single(refused.Json.GetProperty("errors").EnumerateObject()).Name);
        }

        await rig.EgressAsync(id, "EGRESS_ACTIVE");
    }

    private async Task<(JsonElement End, byte[]? Stored, JsonElement Uploads)> EndAsync(string kind, string status)
    {
        var store = await s3.ServerAsync();
        await using var rig = await EgressRig.StartAsync(store);
        await PlanAsync(rig, new { kind });
        var id = await StartActiveAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
        var end = await rig.EgressAsync(id, status);
        Assert.Equal(1, await CountAsync(rig, kind));
        return (end, await StoredAsync(store, rig), (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/uploads")).Json);
    }

    private static Task<TestSandbox.Answer> PlanAsync(EgressRig rig, object fault) =>
        rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { egress = new[] { fault } });

    private static Task<TestSandbox.Answer> InflictAsync(EgressRig rig, string id, string kind) =>
        rig.Sandbox.ControlAsync(HttpMethod.Post, $"/egresses/{id}/faults", new { kind });

    private static async Task<string> StartActiveAsync(EgressRig rig)
    {
        var id = await rig.StartEgressAsync();
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        return id;
    }

    private static async Task<int> CountAsync(EgressRig rig, string kind) =>
        (await rig.Sandbox.ControlAsync(HttpMethod.Get, "/faults/counts")).Json.TryGetProperty($"egress.{kind}", out var count) ? count.GetInt32() : 0;

    private static Task<byte[]?> StoredAsync(S3Server store, EgressRig rig) => StoredObject.ReadAsync(store, $"{rig.Folder}/call.ogg");
}
