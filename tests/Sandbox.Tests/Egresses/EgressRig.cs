using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.DevStack.S3;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Egresses;

/// <summary>A sandbox with a clock that stands still, a receiver of its webhooks, and an S3 server for its recordings.</summary>
internal sealed class EgressRig : IAsyncDisposable
{
    private readonly S3Server? _store;

    private EgressRig(S3Server? store, TestSandbox sandbox, HookReceiver receiver, FakeTimeProvider clock) =>
        (_store, Sandbox, Receiver, Clock) = (store, sandbox, receiver, clock);

    public TestSandbox Sandbox { get; }
    public HookReceiver Receiver { get; }
    public FakeTimeProvider Clock { get; }

    /// <summary>Keys of each rig are its own.</summary>
    public string Folder { get; } = $"egress-{Guid.NewGuid():n}";

    public object S3 => new
    {
        access_key = _store?.AccessKey ?? "nobody:here",
        secret = _store?.Secret ?? "s3cr3t",
        region = _store?.Region ?? "us-east-1",
        endpoint = _store?.Endpoint ?? "http://127.0.0.1:1",
        bucket = _store?.Bucket ?? "bucket",
        force_path_style = true,
    };

    /// <summary>Without a store, uploads find nobody.</summary>
    public static async Task<EgressRig> StartAsync(S3Server? store, Func<SandboxOptions, SandboxOptions>? adapt = null)
    {
        var clock = TestSandbox.StoppedClock();
        var receiver = await HookReceiver.StartAsync();
        var sandbox = await TestSandbox.StartAsync(
            options => (adapt?.Invoke(options) ?? options) with { WebhookUrls = [receiver.Url] }, clock);
        return new EgressRig(store, sandbox, receiver, clock);
    }

    public Task<TestSandbox.Answer> RpcAsync(string method, object body) => Sandbox.RpcAsync(method, body, new { roomRecord = true, roomCreate = true });

    public object Request(string name = "call.ogg") => new
    {
        room_name = "call",
        audio_only = true,
        file_outputs = new[] { new { file_type = "OGG", filepath = $"{Folder}/{name}", s3 = S3 } },
    };

    /// <summary>Makes the room and starts an egress of it, which waits for audio then.</summary>
    public async Task<string> StartEgressAsync()
    {
        await RpcAsync("RoomService/CreateRoom", new { name = "call", departure_timeout = 5 });
        var answer = await RpcAsync("Egress/StartRoomCompositeEgress", Request());
        await Sandbox.RoomAsync("call", room => room.GetProperty("participants").EnumerateArray().Any(who => who.GetProperty("kind").GetString() == "EGRESS"));
        return answer.Json.GetProperty("egress_id").GetString()!;
    }

    /// <summary>The egress, as soon as it has this status.</summary>
    public Task<JsonElement> EgressAsync(string egressId, string status) => Eventually.GetAsync(
        async () => (await RpcAsync("Egress/ListEgress", new { egress_id = egressId })).Json.GetProperty("items")[0],
        info => info.GetProperty("status").GetString() == status);

    /// <summary>The statuses that the egress's webhooks tell, once it has ended; STARTING goes without saying.</summary>
    public async Task<IEnumerable<(string Event, string Status)>> EgressHooksAsync(string egressId)
    {
        var hooks = await Receiver.WaitForAsync(hooks => hooks.Any(hook => hook.Event == "egress_ended"));
        return hooks
            .Where(hook => hook.Event.StartsWith("egress_", StringComparison.Ordinal))
            .Select(hook => (hook.Event, Info: hook.Json.GetProperty("egressInfo")))
            .Where(hook => hook.Info.GetProperty("egressId").GetString() == egressId)
            .Select(hook => (hook.Event, hook.Info.TryGetProperty("status", out var status) ? status.GetString()! : "-"));
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
