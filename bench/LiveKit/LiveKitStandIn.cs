using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.DevStack.Network;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Bench.LiveKit;

/// <summary>
/// Answers for LiveKit that every room of the bench is alive, with its founder, its agent and its recorder in it. It holds
/// nothing and checks no token, so that LiveKit's own speed is not part of any figure.
/// </summary>
internal sealed class LiveKitStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly int _calls;
    private readonly DateTimeOffset _run;
    private readonly ConcurrentDictionary<string, int> _requests = new();
    private ConcurrentDictionary<int, bool> _seen = new();

    private LiveKitStandIn(WebApplication app, string url, int calls, DateTimeOffset run) =>
        (_app, Url, _calls, _run) = (app, url, calls, run);

    public string Url { get; }

    /// <summary>Of how many different rooms somebody has asked since <see cref="ForgetSeen"/>.</summary>
    public int RoomsAskedFor => _seen.Count;

    /// <summary>How often each method was asked for, ever.</summary>
    public Dictionary<string, int> Requests => new(_requests);

    public static async Task<LiveKitStandIn> StartAsync(int calls, DateTimeOffset run)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        app.Urls.Add(url);
        var standIn = new LiveKitStandIn(app, url, calls, run);
        app.MapPost("/twirp/livekit.{service}/{method}", standIn.AnswerAsync);
        await app.StartAsync();
        return standIn;
    }

    public void ForgetSeen() => _seen = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(string service, string method, HttpContext context)
    {
        using var asked = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var room = RoomOf(asked.RootElement);
        var number = room is null ? null : BenchCall.NumberOf(room);
        _requests.AddOrUpdate(room is null ? method + " (all)" : method, 1, (_, n) => n + 1);
        if (number is { } known)
        {
            _seen.TryAdd(known, true);
        }

        var (list, items) = (method, number) switch
        {
            ("ListParticipants", { } n) => ("participants", (IEnumerable<string>)[Participant(n, human: true), Participant(n, human: false)]),
            ("ListRooms", { } n) => ("rooms", [Room(n)]),
            ("ListRooms", null) => ("rooms", Enumerable.Range(0, _calls).Select(Room)),
            ("ListEgress", { } n) => ("items", [Egress(n)]),
            ("ListEgress", null) => ("items", Enumerable.Range(0, _calls).Select(Egress)),
            _ => ("", []),
        };
        if (list.Length is 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"code":"unavailable","msg":"the stand-in does not do that"}""");
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"{{list}}":[""");
        var text = new StringBuilder();
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ",").Append(item);
            first = false;
            if (text.Length > 60_000)
            {
                await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
                text.Clear();
            }
        }

        await context.Response.WriteAsync(text.Append("]}").ToString(), context.RequestAborted);
    }

    private static string? RoomOf(JsonElement asked) =>
        Text(asked, "room") ?? Text(asked, "room_name") ?? Text(asked, "roomName")
        ?? (asked.TryGetProperty("names", out var names) && names.ValueKind is JsonValueKind.Array ? names.EnumerateArray().Select(n => n.GetString()).FirstOrDefault() : null);

    private static string? Text(JsonElement asked, string name) =>
        asked.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    private DateTimeOffset Since(int number) => BenchCall.StartedAt(number, _run);

    // As long as LiveKit's own answers, which name every default.
    private string Room(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"sid":"{{BenchCall.RoomSid(number)}}","name":"{{BenchCall.Room(number)}}","empty_timeout":600,"departure_timeout":20,"max_participants":2,"creation_time":"{{Since(number).ToUnixTimeSeconds()}}","creation_time_ms":"{{Since(number).ToUnixTimeMilliseconds()}}","turn_password":"","enabled_codecs":[{"mime":"audio/opus","fmtp_line":""},{"mime":"audio/red","fmtp_line":""},{"mime":"video/VP8","fmtp_line":""},{"mime":"video/H264","fmtp_line":""},{"mime":"video/VP9","fmtp_line":""},{"mime":"video/AV1","fmtp_line":""},{"mime":"video/H265","fmtp_line":""},{"mime":"video/rtx","fmtp_line":""}],"metadata":"{\"userId\":\"{{BenchCall.Room(number)[..36]}}\",\"callType\":\"scheduled\"}","num_participants":2,"num_publishers":2,"active_recording":true,"version":null}
        """);

    private string Participant(int number, bool human) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"sid":"{{(human ? BenchCall.HumanSid(number) : BenchCall.AgentSid(number))}}","identity":"{{(human ? BenchCall.Room(number)[..36] : $"agent-AJ_{number:D12}")}}","state":"ACTIVE","tracks":[{"sid":"TR_{{number:D12}}","type":"AUDIO","name":"microphone","muted":false,"width":0,"height":0,"simulcast":false,"disable_dtx":false,"source":"MICROPHONE","layers":[],"mime_type":"audio/red","mid":"","codecs":[],"stereo":false,"disable_red":false,"encryption":"NONE","stream":"camera","version":null}],"metadata":"","joined_at":"{{BenchCall.JoinedAt(Since(number), human).ToUnixTimeSeconds()}}","joined_at_ms":"{{BenchCall.JoinedAt(Since(number), human).ToUnixTimeMilliseconds()}}","name":"Founder","version":0,"permission":{"can_subscribe":true,"can_publish":true,"can_publish_data":true,"hidden":false,"recorder":false,"can_update_metadata":false,"agent":false},"region":"","is_publisher":true,"kind":"{{(human ? "STANDARD" : "AGENT")}}","attributes":{},"disconnect_reason":"UNKNOWN_REASON","kind_details":[]}
        """);

    private string Egress(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"egress_id":"{{BenchCall.EgressId(number)}}","room_id":"{{BenchCall.RoomSid(number)}}","room_name":"{{BenchCall.Room(number)}}","source_type":"EGRESS_SOURCE_TYPE_SDK","status":"EGRESS_ACTIVE","started_at":"{{Since(number).AddSeconds(3).ToUnixTimeMilliseconds()}}000000","ended_at":"0","updated_at":"{{Since(number).AddSeconds(3).ToUnixTimeMilliseconds()}}000000","details":"","error":"","error_code":0,"room_composite":{"room_name":"{{BenchCall.Room(number)}}","layout":"","audio_only":true,"video_only":false,"custom_base_url":"","file_outputs":[{"file_type":"OGG","filepath":"{{RecordingKeys.First(BenchCall.Room(number))}}","disable_manifest":false,"s3":{"access_key":"{access_key}","secret":"{secret}","region":"eu-central-1","endpoint":"","bucket":"recordings","force_path_style":false,"metadata":{},"tagging":"","content_disposition":""} }],"stream_outputs":[],"segment_outputs":[],"image_outputs":[]},"file":{"filename":"{{RecordingKeys.First(BenchCall.Room(number))}}","started_at":"{{Since(number).AddSeconds(3).ToUnixTimeMilliseconds()}}000000","ended_at":"0","duration":"0","size":"0","location":""},"stream_results":[],"file_results":[{"filename":"{{RecordingKeys.First(BenchCall.Room(number))}}","started_at":"{{Since(number).AddSeconds(3).ToUnixTimeMilliseconds()}}000000","ended_at":"0","duration":"0","size":"0","location":""}],"segment_results":[],"image_results":[],"manifest_location":"","backup_storage_used":false,"retry_count":0}
        """);
}
