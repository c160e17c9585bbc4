using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit.Tests.Client;

/// <summary>What is made of LiveKit's answers, as its versions write them.</summary>
public sealed class AnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListRooms_OfEverything_MayBeLongerThanAnyOtherAnswer()
    {
        var room = $$"""{"sid":"RM_1","name":"r","metadata":"{{new string('m', 10_000)}}"}""";
        await using var liveKit = await OtherSide.AnswersAsync($$"""{"rooms":[{{string.Join(',', Enumerable.Repeat(room, 2_000))}}]}""");

        Assert.Equal(2_000, (await liveKit.Client().ListRoomsAsync(null, Cancel)).Count);
        await Assert.ThrowsAsync<LiveKitException>(() => liveKit.Client().ListRoomsAsync(["r"], Cancel));
    }

    [Fact]
    public async Task CreateRoom_TwirpAnswer_IsRead()
    {
        var room = await RoomFromAsync("""
            {"sid":"RM_1","name":"r","empty_timeout":300,"departure_timeout":20,"max_participants":2,"creation_time":"1767225600",
             "creation_time_ms":"1767225600123","turn_password":"hush","enabled_codecs":[{"mime":"audio/opus","fmtp_line":""}],
             "metadata":"m","num_participants":1,"active_recording":false,"version":null}
            """);

        Assert.Equal(
            new Room
            {
                Sid = "RM_1",
                Name = "r",
                CreationTime = DateTimeOffset.FromUnixTimeMilliseconds(1767225600123),
                NumParticipants = 1,
                Metadata = "m",
                EmptyTimeout = TimeSpan.FromSeconds(300),
                DepartureTimeout = TimeSpan.FromSeconds(20),
                MaxParticipants = 2,
            },
            room);
        Assert.DoesNotContain("hush", $"{room}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"creation_time":1767225600}""", 1767225600000)]
    [InlineData("""{"creation_time":"1767225600"}""", 1767225600000)]
    [InlineData("""{"creationTime":"1767225600"}""", 1767225600000)]
    [InlineData("""{"creation_time":"1767225600","creation_time_ms":"0"}""", 1767225600000)]
    [InlineData("""{"creationTime":"1767225600","creationTimeMs":1767225600123}""", 1767225600123)]
    [InlineData("""{"creation_time":1767225600,"creation_time_ms":"9223372036854775807"}""", 1767225600000)]
    [InlineData("""{"creation_time":null,"creation_time_ms":null}""", null)]
    [InlineData("""{"creation_time":"0"}""", null)]
    [InlineData("""{"creation_time":"-1"}""", null)]
    [InlineData("""{"creation_time":"9223372036854775807"}""", null)]
    [InlineData("""{"creation_time":99999999999999999999999}""", null)]
    [InlineData("""{"creation_time":"99999999999999999999999"}""", null)]
    [InlineData("""{"creation_time":1e300}""", null)]
    [InlineData("{}", null)]
    public async Task CreationTime_EveryWayOfWritingIt_IsRead(string json, long? milliseconds) =>
        Assert.Equal(
            milliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
            (await RoomFromAsync(json)).CreationTime);

    [Fact]
    public async Task ListParticipants_HumanAgentAndNews_AreToldApart()
    {
        await using var liveKit = await OtherSide.AnswersAsync("""
            {"participants":[
             {"sid":"PA_1","identity":"ana","name":"Ana","state":"ACTIVE","kind":"STANDARD","joined_at":"1767225600","joined_at_ms":"1767225600500",
              "tracks":[{"sid":"TR_1","type":"AUDIO","source":"MICROPHONE","muted":true,"codecs":[]}],"disconnect_reason":"UNKNOWN_REASON","permission":{"agent":false}},
             {"sid":"PA_2","identity":"bot","state":2,"kind":4},
             {"sid":"PA_3","kind":"HOLOGRAM","state":17,"disconnect_reason":"BORED","tracks":[{"type":"SMELL","source":"NOSE"},{"type":"1","source":4},{}]}]}
            """);

        var participants = await liveKit.Client().ListParticipantsAsync("r", Cancel);

        Assert.Equal(["ana", "bot", ""], participants.Select(p => p.Identity));
        Assert.Equal([ParticipantKind.Standard, ParticipantKind.Agent, ParticipantKind.Unknown], participants.Select(p => p.Kind));
        Assert.Equal([ParticipantState.Active, ParticipantState.Active, ParticipantState.Unknown], participants.Select(p => p.State));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1767225600500), participants[0].JoinedAt);
        Assert.Equal(new TrackInfo { Sid = "TR_1", Type = TrackType.Audio, Source = TrackSource.Microphone, Muted = true }, Assert.Single(participants[0].Tracks));
        Assert.Equal([DisconnectReason.UnknownReason, DisconnectReason.UnknownReason, DisconnectReason.Unknown], participants.Select(p => p.DisconnectReason));
        Assert.Equal([TrackType.Unknown, TrackType.Unknown, TrackType.Audio], participants[2].Tracks.Select(t => t.Type));
        Assert.Equal([TrackSource.Unknown, TrackSource.ScreenShareAudio, TrackSource.Unknown], participants[2].Tracks.Select(t => t.Source));
    }

    [Theory]
    [InlineData("{}", EgressStatus.Starting)]
    [InlineData("""{"status":null}""", EgressStatus.Starting)]
    [InlineData("""{"status":"EGRESS_STARTING"}""", EgressStatus.Starting)]
    [InlineData("""{"status":"EGRESS_ACTIVE"}""", EgressStatus.Active)]
    [InlineData("""{"status":"EGRESS_LIMIT_REACHED"}""", EgressStatus.LimitReached)]
    [InlineData("""{"status":5}""", EgressStatus.Aborted)]
    [InlineData("""{"status":7}""", EgressStatus.Unknown)]
    [InlineData("""{"status":1e99}""", EgressStatus.Unknown)]
    [InlineData("""{"status":"EGRESS_PAUSED"}""", EgressStatus.Unknown)]
    [InlineData("""{"status":"EGRESS_ACTIVE,EGRESS_ENDING"}""", EgressStatus.Unknown)]
    [InlineData("""{"status":"ACTIVE"}""", EgressStatus.Unknown)]
    [InlineData("""{"status":""}""", EgressStatus.Unknown)]
    public async Task EgressStatus_EveryWayOfWritingIt_IsReadOrUnknown(string json, EgressStatus status)
    {
        var egress = await EgressFromAsync(json);

        Assert.Equal(status, egress.Status);
        Assert.Equal(status >= EgressStatus.Complete, egress.HasEnded);
    }

    [Fact]
    public async Task StopEgress_CompleteTwirpAnswer_IsRead()
    {
        var egress = await EgressFromAsync("""
            {"egress_id":"EG_1","room_id":"RM_1","room_name":"r","source_type":"EGRESS_SOURCE_TYPE_SDK","status":"EGRESS_COMPLETE",
             "started_at":"1767225600000000000","ended_at":"1767225660500000000","updated_at":"1767225660600000100","details":"End reason: Source closed",
             "error":"","error_code":0,"room_composite":{"room_name":"r","audio_only":true,"file_outputs":[{"file_type":"OGG","filepath":"rec/r.ogg","s3":{"secret":"{secret}"}}]},
             "stream_results":[],"file_results":[{"filename":"rec/r.ogg","started_at":"1767225602000000000","ended_at":"1767225659000000000","duration":"57000000000","size":"912345","location":"http://s3/b/rec/r.ogg"}],
             "file":{"filename":"old"}}
            """);

        Assert.Equal(
            new EgressInfo
            {
                EgressId = "EG_1",
                RoomId = "RM_1",
                RoomName = "r",
                Status = EgressStatus.Complete,
                StartedAt = At(0),
                EndedAt = At(60.5),
                UpdatedAt = At(60.6).AddTicks(1),
                Details = "End reason: Source closed",
                RequestedFilepath = "rec/r.ogg",
                File = new EgressFile
                {
                    Filename = "rec/r.ogg",
                    StartedAt = At(2),
                    EndedAt = At(59),
                    Duration = TimeSpan.FromSeconds(57),
                    Size = 912345,
                    Location = "http://s3/b/rec/r.ogg",
                },
            },
            egress);
    }

    [Fact]
    public async Task EgressFile_OnlyTheDeprecatedField_IsRead()
    {
        var egress = await EgressFromAsync("""{"file_results":[],"file":{"filename":"f","size":7},"room_composite":{"file":{"filepath":"asked"}}}""");

        Assert.Equal(new EgressFile { Filename = "f", Size = 7 }, egress.File);
        Assert.Equal("asked", egress.RequestedFilepath);
    }

    [Fact]
    public async Task EgressFile_ImpossibleFigures_AreNone()
    {
        var egress = await EgressFromAsync("""
            {"started_at":"-5","ended_at":"99999999999999999999","file_results":[{"duration":"-57000000000","size":"-1","started_at":0,"ended_at":"9223372036854775807"}]}
            """);

        Assert.Null(egress.StartedAt);
        Assert.Null(egress.EndedAt);
        Assert.Equal(new EgressFile { EndedAt = DateTimeOffset.UnixEpoch.AddTicks(long.MaxValue / 100) }, egress.File);
    }

    [Fact]
    public async Task Egress_NothingButAnotherKindOfRequest_HasNoFile()
    {
        var egress = await EgressFromAsync("""{"egress_id":"EG_1","web":{"url":"http://x"},"file_results":[]}""");

        Assert.Null(egress.File);
        Assert.Null(egress.RequestedFilepath);
    }

    [Fact]
    public async Task ListEgress_SeveralPages_AreReadToTheEnd()
    {
        var answers = new Queue<string>([
            """{"items":[{"egress_id":"EG_1"}],"next_page_token":{"token":"two"}}""",
            """{"items":[{"egress_id":"EG_2"}],"next_page_token":null}""",
        ]);
        await using var liveKit = await OtherSide.StartAsync(context => context.Response.WriteAsync(answers.Dequeue()));

        var egresses = await liveKit.Client().ListEgressAsync(active: true, cancellationToken: Cancel);

        Assert.Equal(["EG_1", "EG_2"], egresses.Select(e => e.EgressId));
        Assert.Equal(["""{"active":true}""", """{"active":true,"page_token":{"token":"two"}}"""], liveKit.AllSent.Select(s => s.Body));
    }

    [Fact]
    public async Task ListDispatch_JobsOfAllKinds_AreRead()
    {
        await using var liveKit = await OtherSide.AnswersAsync("""
            {"agent_dispatches":[{"id":"AD_1","agent_name":"voice","room":"r","metadata":"m","state":{"created_at":"1767225600000000000","deleted_at":"0","jobs":[
              {"id":"AJ_1","state":{"status":"JS_RUNNING","participant_identity":"agent-AJ_1","started_at":"1767225601000000000"}},
              {"id":"AJ_2","state":{"status":"JS_FAILED","error":"boom","ended_at":"1767225602000000000"}},
              {"id":"AJ_3","state":{"status":"JS_NAPPING"}},
              {"id":"AJ_4","state":null}]}},{"id":"AD_2"}]}
            """);

        var dispatches = await liveKit.Client().ListDispatchAsync("r", Cancel);

        Assert.Equal(["AD_1", "AD_2"], dispatches.Select(d => d.Id));
        Assert.Equal(("voice", "r", "m", At(0), null), (dispatches[0].AgentName, dispatches[0].Room, dispatches[0].Metadata, dispatches[0].CreatedAt, dispatches[0].DeletedAt));
        Assert.Equal(
            [
                new AgentJob { Id = "AJ_1", Status = AgentJobStatus.Running, ParticipantIdentity = "agent-AJ_1", StartedAt = At(1) },
                new AgentJob { Id = "AJ_2", Status = AgentJobStatus.Failed, Error = "boom", EndedAt = At(2) },
                new AgentJob { Id = "AJ_3", Status = AgentJobStatus.Unknown },
                new AgentJob { Id = "AJ_4" },
            ],
            dispatches[0].Jobs);
        Assert.Empty(dispatches[1].Jobs);
    }

    private static DateTimeOffset At(double seconds) => DateTimeOffset.FromUnixTimeSeconds(1767225600).AddSeconds(seconds);

    private static async Task<Room> RoomFromAsync(string json)
    {
        await using var liveKit = await OtherSide.AnswersAsync(json);
        return await liveKit.Client().CreateRoomAsync(new CreateRoomRequest { Name = "r" }, Cancel);
    }

    private static async Task<EgressInfo> EgressFromAsync(string json)
    {
        await using var liveKit = await OtherSide.AnswersAsync(json);
        return await liveKit.Client().StopEgressAsync("EG_1", Cancel);
    }
}
