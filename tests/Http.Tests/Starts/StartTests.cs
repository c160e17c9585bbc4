using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Starts;

namespace OrleansCalls.Http.Tests.Starts;

public sealed class StartTests : IAsyncLifetime
{
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task Start_WithTheSameKey_AnswersTheSameRoom()
    {
        var first = await StartAsync("k");
        var second = await StartAsync("k");
        var other = await StartAsync("k2");
        var others = await _front.PostAsync("/api/calls", "{}", "bea", ("Idempotency-Key", "k")).JsonAsync(HttpStatusCode.Created);

        Assert.Equal(Room(first), Room(second));
        Assert.NotEqual(Room(first), Room(other));
        Assert.NotEqual(Room(first), Room(others));
    }

    [Fact]
    public async Task Start_ConcurrentRepeats_MakeOneRoom()
    {
        _front.Grains.Prepare = call => call.OnStart = c => c; // the room comes later
        var starts = Enumerable.Range(0, 8).Select(_ => StartAsync("k")).ToArray();
        while (_front.Grains.Calls.Values.Sum(c => c.Started) < starts.Length)
            await Task.Yield();

        Assert.Single(_front.Grains.Calls).Value.Set(c => c with { Status = CallStatus.InProgress });

        Assert.Single((await Task.WhenAll(starts)).Select(Room).Distinct());
    }

    [Fact]
    public async Task Start_OverBothRoutes_SharesTheKey()
    {
        var dropIn = await StartAsync("k");
        var resource = await _front.PostAsync("/api/calls", "", "ana", ("Idempotency-Key", "k")).JsonAsync(HttpStatusCode.Created);

        Assert.Equal(Room(dropIn), Room(resource));
        Assert.NotNull(resource["join"]!["token"]);
    }

    [Fact]
    public async Task Start_WithTheKeyOfAnotherBody_Is422()
    {
        await StartAsync("k");

        var answer = await PostAsync("k", """{"participantName":"Ana"}""").JsonAsync(HttpStatusCode.UnprocessableEntity);

        Assert.NotNull(answer["error"]);
        Assert.NotNull(await PostAsync("k", """{ "callType" : "on-demand", "other": 1 }""").JsonAsync()); // the same, said otherwise
    }

    [Theory]
    [InlineData("")]
    [InlineData("tab\there")]
    public async Task Start_WithUnfitKey_Is400(string key) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(key, "{}").StatusAsync());

    [Fact]
    public async Task Start_WithKeyOf256Characters_Is400AndOf255IsNot()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(new string('k', 255), "{}").StatusAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(new string('k', 256), "{}").StatusAsync());
    }

    [Fact]
    public async Task Start_WithTheKeyOfACallThatEnded_Is409()
    {
        var room = Room(await StartAsync("k"));
        _front.Grains.Call(room).Set(c => c with { Status = CallStatus.Completed });

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("k", "{}").StatusAsync());
    }

    [Fact]
    public async Task Start_WhoseFirstRequestDiedAfterItsClaim_IsMadeInThatRoom()
    {
        await ClaimAsync("ana_fred-call_7");

        Assert.Equal("ana_fred-call_7", Room(await StartAsync("k")));
    }

    [Fact]
    public async Task Start_ThatFailed_Is502AndFreesTheKey()
    {
        _front.Grains.Prepare = call => call.OnStart = c => c with { Status = CallStatus.StartFailed, StartFailure = "LiveKit says no" };
        var failed = await PostAsync("k", "{}").JsonAsync(HttpStatusCode.BadGateway);
        Assert.Contains("LiveKit says no", failed["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_front.Grains.Queries.Claims);

        _front.Grains.Prepare = _ => { };
        Assert.Equal(HttpStatusCode.OK, await PostAsync("k", "{}").StatusAsync());
    }

    [Fact]
    public async Task Start_WithTheKeyOfAFailedStartThatWasNeverFreed_StartsAnew()
    {
        await ClaimAsync("ana_fred-call_7");
        _front.Grains.Call("ana_fred-call_7").OnStart = c => c with { Status = CallStatus.StartFailed };

        Assert.NotEqual("ana_fred-call_7", Room(await StartAsync("k")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("k")]
    public async Task Start_InAMillisecondThatIsTaken_TakesTheNext(string? key)
    {
        // Whatever millisecond it is: the first three rooms asked for belong to other starts.
        var taken = 0;
        _front.Grains.Prepare = call =>
        {
            if (taken++ < 3)
                call.Existing("ana");
        };

        var room = Room(await StartAsync(key));

        Assert.Equal(4, _front.Grains.Calls.Count);
        Assert.Equal(RoomKey.For(room), _front.Grains.Calls.Keys.Order(StringComparer.Ordinal).Last());
    }

    [Fact]
    public async Task Start_WhoseRoomDoesNotCome_Is502Within15Seconds()
    {
        _front.Grains.Prepare = call => call.OnStart = c => c;
        var clock = Stopwatch.StartNew();

        Assert.Equal(HttpStatusCode.BadGateway, await PostAsync("k", "{}").StatusAsync());

        Assert.InRange(clock.Elapsed.TotalSeconds, 13, 15);
        Assert.Empty(_front.Grains.Queries.Claims);
    }

    [Fact]
    public async Task Start_WithASlowRecorder_IsAnsweredAfterTwoSecondsAndLaterAtOnce()
    {
        PrepareRecorder(after: null);
        var first = await TimedAsync();
        Assert.InRange(first.Seconds, 1.8, 3);
        Assert.Null(first.Answer["egressId"]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync(null)));
        Assert.InRange((await TimedAsync()).Seconds, 0, 1);
    }

    [Fact]
    public async Task Start_AfterTheRecorderBecameQuick_WaitsForItAgain()
    {
        PrepareRecorder(after: null);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StartAsync(null)));

        // These are not waited for, but one of them is watched.
        PrepareRecorder(after: TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        JsonNode? egressId = null;
        while (egressId is null && clock.Elapsed < TimeSpan.FromSeconds(5))
            egressId = (await StartAsync(null))["egressId"];

        Assert.Equal("EG_1", egressId?.GetValue<string>());
    }

    [Fact]
    public async Task Start_WithASilentSiloAfterItsRoomIsThere_IsStillAnswered()
    {
        PrepareRecorder(after: null);
        var prepare = _front.Grains.Prepare;
        _front.Grains.Prepare = call =>
        {
            prepare(call);
            call.WaitsFail = true;
        };

        Assert.NotNull((await StartAsync(null))["token"]);
    }

    private static string Room(JsonNode answer) => answer["room"]!.GetValue<string>();

    /// <summary>A recorder that is there after this time; null: never.</summary>
    private void PrepareRecorder(TimeSpan? after) => _front.Grains.Prepare = call => call.OnStart = c =>
    {
        if (after is { } delay)
        {
            _ = Task.Delay(delay, TimeProvider.System).ContinueWith(
                _ => call.Set(s => s with { Recording = s.Recording with { State = RecordingState.Active, EgressId = "EG_1" } }),
                TaskScheduler.Default);
        }

        return c with
        {
            Status = CallStatus.InProgress,
            Recording = new RecordingSnapshot { State = RecordingState.Starting, Segments = [] },
        };
    };

    private Task<StartClaim> ClaimAsync(string room) => _front.Grains.Queries.ClaimStartAsync(
        "ana", "k", new StartRequest().Hash(), room, TestContext.Current.CancellationToken);

    private async Task<(JsonNode Answer, double Seconds)> TimedAsync()
    {
        var clock = Stopwatch.StartNew();
        return (await StartAsync(null), clock.Elapsed.TotalSeconds);
    }

    private Task<HttpResponseMessage> PostAsync(string? key, string body) =>
        _front.PostAsync("/api/fred/call", body, "ana", key is null ? [] : [("Idempotency-Key", key)]);

    private Task<JsonNode> StartAsync(string? key) => PostAsync(key, "{}").JsonAsync();
}
