using System.Net;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Summaries;

namespace OrleansCalls.Http.Tests.Front;

public sealed class SummaryRemakeTests : IAsyncLifetime
{
    private const string Path = "/api/calls/ana_fred-call_1/summary";
    private FrontHost _front = null!;
    private FakeCall _call = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await FrontHost.StartAsync(new HurriedTime());
        _call = _front.Grains.Call("ana_fred-call_1").Existing("ana", CallStatus.Completed);
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task Summary_MadeInTime_Is200WithIt()
    {
        _call.OnRemake = Asked(isOpen: true);
        var asking = _front.PostAsync(Path, "").JsonAsync();
        while (_call.State!.SummaryRequest is null)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        _call.Set(c => c with
        {
            SummaryRequest = c.SummaryRequest! with { IsOpen = false },
            Summary = new CallSummary { Text = "Made anew.", Decisions = [], NextActions = ["a", "b", "c"], Source = SummarySource.Model },
            TranscriptLines = 4,
        });

        var answer = await asking;

        Assert.Equal("Made anew.", answer["summary"]!["text"]!.GetValue<string>());
        Assert.Equal(("made", null), (answer["summaryRequest"]!["state"]!.GetValue<string>(), (string?)answer["summaryRequest"]!["reason"]));
        Assert.Equal((4, "ana_fred-call_1"), (answer["transcript"]!["lines"]!.GetValue<int>(), answer["room"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Summary_NotMade_Is200SayingWhy()
    {
        _call.OnRemake = Asked(isOpen: false, "the model's server answered 503");

        var answer = await _front.PostAsync(Path, "").JsonAsync();

        Assert.Equal(
            ("failed", "the model's server answered 503"),
            (answer["summaryRequest"]!["state"]!.GetValue<string>(), answer["summaryRequest"]!["reason"]!.GetValue<string>()));
        Assert.Equal("failed", (await _front.GetAsync("/api/calls/ana_fred-call_1").JsonAsync())["summaryRequest"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Summary_ThatTakesLonger_Is202WithTheCall()
    {
        _call.OnRemake = Asked(isOpen: true);

        using var answer = await _front.PostAsync(Path, "");
        var call = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal((HttpStatusCode.Accepted, "/api/calls/ana_fred-call_1"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal(("completed", "pending"), (call["status"]!.GetValue<string>(), call["summaryRequest"]!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Summary_WhoseTimeIsUpWhenItIsAskedFor_IsNotWaitedFor()
    {
        var time = new FakeTimeProvider();
        _call.OnRemake = Asked(isOpen: true);
        var remake = new SummaryRemake(new GrainCalls(_front.Grains, time), time);
        var began = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(25)); // silos were looked for

        var receipt = await remake.AskAsync("ana_fred-call_1", "ana", began, TestContext.Current.CancellationToken);

        Assert.True(receipt!.Call.SummaryRequest!.IsOpen);
    }

    [Fact]
    public async Task Summary_WhoseSiloGoesMeanwhile_Is202()
    {
        _call.OnRemake = Asked(isOpen: true);
        _call.WaitsFail = true;

        using var answer = await _front.PostAsync(Path, "");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Summary_OfACallThatIsErasedMeanwhile_Is404()
    {
        var asked = Asked(isOpen: true);
        _call.OnRemake = call =>
        {
            var receipt = asked(call);
            _call.Forget();
            return receipt;
        };

        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync(Path, "").StatusAsync());
    }

    [Fact]
    public async Task Summary_AskedForTooOften_Is429()
    {
        _call.OnRemake = call => new SummaryReceipt(call, LimitReached: true);

        using var refused = await _front.PostAsync(Path, "");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Summary_OfAnotherUser_OrByTheAgent_IsNotMade()
    {
        _call.OnRemake = _ => throw new InvalidOperationException("was asked");

        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync(Path, "", "bea").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync("/api/calls/020235/summary", "").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _front.PostAsync("/api/calls/ana_fred-call_2/summary", "").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _front.PostAsync(Path, "", null, ("x-voice-agent-secret", "agent-key-one")).StatusAsync());
    }

    private Func<CallSnapshot, SummaryReceipt> Asked(bool isOpen, string? failure = null) => _ =>
    {
        _call.Set(c => c with
        {
            SummaryRequest = new SummaryRequestSnapshot { Number = 1, RequestedAt = DateTimeOffset.UnixEpoch, IsOpen = isOpen, Failure = failure },
        });
        return new SummaryReceipt(_call.State!, LimitReached: false);
    };

    /// <summary>Its timestamps run so fast that deadlines are soon over; its timers do not.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 20;
    }
}
