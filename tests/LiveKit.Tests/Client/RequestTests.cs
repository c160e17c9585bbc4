using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit.Tests.Client;

/// <summary>What goes over the wire: path, headers, grant and JSON of every method.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyCall_Always_IsAJsonPostWithTokenAndDeadline()
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");

        await liveKit.Client().DeleteRoomAsync("r", Cancel);

        Assert.Equal("POST", liveKit.Sent.Method);
        Assert.Equal("application/json", liveKit.Sent.Headers["Content-Type"]);
        Assert.Equal("10000", liveKit.Sent.Headers["X-Twirp-Timeout-Ms"]);
        Assert.StartsWith("Bearer ey", liveKit.Sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(
            """{"iss":"devkey","iat":1767268800,"nbf":1767268800,"exp":1767269400,"video":{"roomCreate":true}}""",
            liveKit.Sent.Claims);
    }

    [Fact]
    public async Task AnyCall_ServerUnderAPath_GoesUnderThatPath()
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");
        var options = liveKit.Options with { ServerUrl = new Uri(liveKit.Options.ServerUrl, "/live/kit/") };

        await liveKit.Client(options).DeleteRoomAsync("r", Cancel);

        Assert.Equal("/live/kit/twirp/livekit.RoomService/DeleteRoom", liveKit.Sent.Path);
    }

    [Fact]
    public Task CreateRoom_AllSettings_AreSent() => SendsAsync(
        client => client.CreateRoomAsync(
            new CreateRoomRequest
            {
                Name = "ana_call_1",
                EmptyTimeout = TimeSpan.FromMinutes(5),
                DepartureTimeout = TimeSpan.FromSeconds(19.5),
                MaxParticipants = 2,
                Metadata = """{"userId":"ana"}""",
                Agents = [new RoomAgentDispatch { AgentName = "voice", Metadata = "m" }],
            },
            Cancel),
        "/twirp/livekit.RoomService/CreateRoom",
        """{"roomCreate":true}""",
        """{"name":"ana_call_1","empty_timeout":300,"departure_timeout":20,"max_participants":2,"metadata":"{\u0022userId\u0022:\u0022ana\u0022}","agents":[{"agent_name":"voice","metadata":"m"}]}""");

    [Fact]
    public Task CreateRoom_NoSettings_SendsTheNameAlone() => SendsAsync(
        client => client.CreateRoomAsync(new CreateRoomRequest { Name = "r" }, Cancel),
        "/twirp/livekit.RoomService/CreateRoom", """{"roomCreate":true}""", """{"name":"r"}""");

    [Fact]
    public Task DeleteRoom_ARoom_IsNamed() => SendsAsync(
        client => client.DeleteRoomAsync("r", Cancel),
        "/twirp/livekit.RoomService/DeleteRoom", """{"roomCreate":true}""", """{"room":"r"}""");

    [Fact]
    public Task ListRooms_SomeNames_AreSent() => SendsAsync(
        client => client.ListRoomsAsync(["a", "b"], Cancel),
        "/twirp/livekit.RoomService/ListRooms", """{"roomList":true}""", """{"names":["a","b"]}""");

    [Fact]
    public Task ListRooms_AllRooms_SendsNoNames() => SendsAsync(
        client => client.ListRoomsAsync(cancellationToken: Cancel),
        "/twirp/livekit.RoomService/ListRooms", """{"roomList":true}""", "{}");

    [Fact]
    public async Task ListRooms_EmptyListOfNames_DoesNotAskForAll()
    {
        await using var liveKit = await OtherSide.AnswersAsync("""{"rooms":[{"name":"another's"}]}""");

        Assert.Empty(await liveKit.Client().ListRoomsAsync([], Cancel));
        Assert.Empty(liveKit.AllSent);
    }

    [Fact]
    public Task ListParticipants_ARoom_IsNamedInTheGrantToo() => SendsAsync(
        client => client.ListParticipantsAsync("r", Cancel),
        "/twirp/livekit.RoomService/ListParticipants", """{"roomAdmin":true,"room":"r"}""", """{"room":"r"}""");

    [Fact]
    public async Task StartEgress_AudioToS3_IsSentWithItsLongerDeadline()
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");

        await liveKit.Client().StartRoomCompositeEgressAsync(
            new RoomCompositeEgressRequest
            {
                RoomName = "r",
                AudioOnly = true,
                FileOutputs =
                [
                    new EncodedFileOutput
                    {
                        FileType = EncodedFileType.Ogg,
                        Filepath = "voice-recordings/r.ogg",
                        S3 = new S3Upload { AccessKey = "ak", Secret = "sk", Bucket = "b", Region = "eu", Endpoint = "http://s3:9000", ForcePathStyle = true },
                    },
                ],
            },
            Cancel);

        Assert.Equal("/twirp/livekit.Egress/StartRoomCompositeEgress", liveKit.Sent.Path);
        Assert.Equal("75000", liveKit.Sent.Headers["X-Twirp-Timeout-Ms"]);
        Assert.EndsWith(""","video":{"roomRecord":true}}""", liveKit.Sent.Claims, StringComparison.Ordinal);
        Assert.Equal(
            """{"room_name":"r","audio_only":true,"file_outputs":[{"file_type":"OGG","filepath":"voice-recordings/r.ogg","s3":{"access_key":"ak","secret":"sk","bucket":"b","region":"eu","endpoint":"http://s3:9000","force_path_style":true}}]}""",
            liveKit.Sent.Body);
    }

    [Fact]
    public Task StartWebEgress_APage_IsSent() => SendsAsync(
        client => client.StartWebEgressAsync(
            new WebEgressRequest { Url = "http://page", AudioOnly = true, FileOutputs = [new EncodedFileOutput { FileType = EncodedFileType.Ogg, Filepath = "p.ogg" }] }, Cancel),
        "/twirp/livekit.Egress/StartWebEgress", """{"roomRecord":true}""",
        """{"url":"http://page","audio_only":true,"file_outputs":[{"file_type":"OGG","filepath":"p.ogg"}]}""");

    [Fact]
    public Task ListEgress_ByRoomAndActive_AreSent() => SendsAsync(
        client => client.ListEgressAsync(roomName: "r", active: true, cancellationToken: Cancel),
        "/twirp/livekit.Egress/ListEgress", """{"roomRecord":true}""", """{"room_name":"r","active":true}""");

    [Fact]
    public Task ListEgress_ById_IsSent() => SendsAsync(
        client => client.ListEgressAsync(egressId: "EG_1", cancellationToken: Cancel),
        "/twirp/livekit.Egress/ListEgress", """{"roomRecord":true}""", """{"egress_id":"EG_1"}""");

    [Fact]
    public Task StopEgress_AnId_IsSent() => SendsAsync(
        client => client.StopEgressAsync("EG_1", Cancel),
        "/twirp/livekit.Egress/StopEgress", """{"roomRecord":true}""", """{"egress_id":"EG_1"}""");

    [Fact]
    public Task CreateDispatch_AnAgent_IsNamed() => SendsAsync(
        client => client.CreateDispatchAsync(new CreateDispatchRequest { AgentName = "voice", Room = "r", Metadata = "m" }, Cancel),
        "/twirp/livekit.AgentDispatchService/CreateDispatch", """{"roomAdmin":true,"room":"r"}""", """{"agent_name":"voice","room":"r","metadata":"m"}""");

    [Fact]
    public Task ListDispatch_ARoom_IsNamed() => SendsAsync(
        client => client.ListDispatchAsync("r", Cancel),
        "/twirp/livekit.AgentDispatchService/ListDispatch", """{"roomAdmin":true,"room":"r"}""", """{"room":"r"}""");

    [Fact]
    public Task DeleteDispatch_AnId_IsSentWithItsRoom() => SendsAsync(
        client => client.DeleteDispatchAsync("AD_1", "r", Cancel),
        "/twirp/livekit.AgentDispatchService/DeleteDispatch", """{"roomAdmin":true,"room":"r"}""", """{"dispatch_id":"AD_1","room":"r"}""");

    [Fact]
    public async Task AnyCall_ManyAtOnce_EachCarriesItsOwnToken()
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");
        var client = liveKit.Client();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.ListParticipantsAsync($"room-{i}", Cancel)));

        Assert.Equal(50, liveKit.AllSent.Count);
        Assert.All(liveKit.AllSent, sent => Assert.Contains(sent.Body[1..^1], sent.Claims, StringComparison.Ordinal));
    }

    [Fact]
    public void S3Upload_AsText_HidesTheCredentials()
    {
        var upload = new S3Upload { AccessKey = "ak-1", Secret = "sk-1", Bucket = "b", SessionToken = "st-1" };

        Assert.Equal("b", $"{upload}");
    }

    private static async Task SendsAsync(Func<LiveKitClient, Task> call, string path, string grant, string body)
    {
        await using var liveKit = await OtherSide.AnswersAsync("{}");

        await call(liveKit.Client());

        Assert.Equal(path, liveKit.Sent.Path);
        Assert.Equal(body, liveKit.Sent.Body);
        Assert.EndsWith($",\"video\":{grant}}}", liveKit.Sent.Claims, StringComparison.Ordinal);
    }
}
