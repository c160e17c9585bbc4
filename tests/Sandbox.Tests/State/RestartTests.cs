using System.Net;
using System.Text.Json;
using OrleansCalls.Sandbox.Tests.Egresses;
using OrleansCalls.Sandbox.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sandbox.Tests.State;

public sealed class RestartTests(S3Fixture s3) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-state-").FullName;

    private string State => Path.Combine(_folder, "state");

    [Fact]
    public async Task Restart_StateFile_KeepsEndsUploadsAndCountsButNoRooms()
    {
        string complete, listed, uploads, counts;
        await using (var rig = await StartAsync())
        {
            await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { rpc = new[] { new { method = "ListRooms", status = 503 } } });
            await rig.RpcAsync("RoomService/ListRooms", new { });
            await rig.RpcAsync("RoomService/ListRooms", new { });
            complete = await StartActiveAsync(rig);
            await rig.RpcAsync("Egress/StopEgress", new { egress_id = complete });
            await rig.EgressAsync(complete, "EGRESS_COMPLETE");
            (listed, uploads, counts) = (await ListAsync(rig, complete), await GetAsync(rig, "/uploads"), await GetAsync(rig, "/faults/counts"));
            Assert.Equal("""{"rpc.ListRooms":2}""", counts);
        }

        // Twice, because the first restart makes the file short.
        for (var i = 0; i < 2; i++)
        {
            await using var rig = await StartAsync();
            Assert.Equal(listed, await ListAsync(rig, complete));
            Assert.Equal(uploads, await GetAsync(rig, "/uploads"));
            Assert.Equal(counts, await GetAsync(rig, "/faults/counts"));
            Assert.Equal("[]", await GetAsync(rig, "/rooms"));
            Assert.Equal(0, JsonElement.Parse(await GetAsync(rig, "/faults")).GetProperty("rpc").GetArrayLength());
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await rig.RpcAsync("Egress/StopEgress", new { egress_id = complete })).Status);
        }
    }

    [Fact]
    public async Task Restart_CountsReset_StayReset()
    {
        await using (var rig = await StartAsync())
        {
            await rig.Sandbox.ControlAsync(HttpMethod.Put, "/faults", new { rpc = new[] { new { method = "ListRooms", status = 503 } } });
            await rig.RpcAsync("RoomService/ListRooms", new { });
            await rig.Sandbox.ControlAsync(HttpMethod.Delete, "/faults/counts");
        }

        await using var again = await StartAsync();
        Assert.Equal("{}", await GetAsync(again, "/faults/counts"));
    }

    [Fact]
    public async Task Restart_Killed_RunningEgressesHaveLostTheirWorker()
    {
        string starting, active;
        await using var rig = await StartAsync();
        starting = await rig.StartEgressAsync();
        await rig.Sandbox.ControlAsync(HttpMethod.Post, $"/egresses/{starting}/faults", new { kind = "neverActive" });
        active = await StartActiveAsync(rig);

        // What the file holds now is what a kill would leave; the line that was being written is cut off.
        await File.WriteAllTextAsync(State + ".copy", await File.ReadAllTextAsync(State) + """{"egress":{"egressId":"EG_half""");
        await using var again = await StartAsync(State + ".copy");
        var items = (await again.RpcAsync("Egress/ListEgress", new { room_name = "call", active = true })).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(starting, "EGRESS_STARTING"), (active, "EGRESS_ACTIVE")], items.Select(info => (info.GetProperty("egress_id").GetString()!, info.GetProperty("status").GetString()!)));
        foreach (var id in new[] { starting, active })
            Assert.Equal(HttpStatusCode.RequestTimeout, (await again.RpcAsync("Egress/StopEgress", new { egress_id = id })).Status);
    }

    [Fact]
    public async Task Restart_KilledBetweenUploadAndEnd_IsComplete()
    {
        string id;
        await using (var rig = await StartAsync())
        {
            id = await StartActiveAsync(rig);
            rig.Clock.Advance(TimeSpan.FromSeconds(2));
            await rig.RpcAsync("Egress/StopEgress", new { egress_id = id });
            await rig.EgressAsync(id, "EGRESS_COMPLETE");
        }

        var lines = await File.ReadAllLinesAsync(State);
        await File.WriteAllLinesAsync(State, lines.Where(line => !line.Contains("EGRESS_COMPLETE", StringComparison.Ordinal)));
        await using var again = await StartAsync();
        var info = await again.EgressAsync(id, "EGRESS_COMPLETE");
        var upload = JsonElement.Parse(await GetAsync(again, "/uploads"))[0];
        var file = info.GetProperty("file_results")[0];
        Assert.Equal($"{upload.GetProperty("sizeBytes")}", file.GetProperty("size").GetString());
        Assert.EndsWith("/call.ogg", file.GetProperty("location").GetString(), StringComparison.Ordinal);
        Assert.Equal("2000000000", file.GetProperty("duration").GetString());
    }

    [Fact]
    public async Task State_File_HoldsNoSecrets()
    {
        await using var rig = await EgressRig.StartAsync(store: null, options => options with { StateFile = State });
        await rig.StartEgressAsync();

        var state = await File.ReadAllTextAsync(State);
        Assert.Contains("EG_", state, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", state, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<EgressRig> StartAsync(string? state = null) =>
        await EgressRig.StartAsync(await s3.ServerAsync(), options => options with { StateFile = state ?? State });

    private static async Task<string> StartActiveAsync(EgressRig rig)
    {
        await rig.Sandbox.JoinAsync("call", "ana", publishAudio: true);
        var id = (await rig.RpcAsync("Egress/StartRoomCompositeEgress", rig.Request())).Json.GetProperty("egress_id").GetString()!;
        await rig.EgressAsync(id, "EGRESS_ACTIVE");
        return id;
    }

    private static async Task<string> ListAsync(EgressRig rig, string id) => (await rig.RpcAsync("Egress/ListEgress", new { egress_id = id })).Text;

    private static async Task<string> GetAsync(EgressRig rig, string path) => (await rig.Sandbox.ControlAsync(HttpMethod.Get, path)).Text;
}
