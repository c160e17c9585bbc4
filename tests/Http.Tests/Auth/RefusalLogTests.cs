using System.Net;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>What the log tells of those who were refused.</summary>
public sealed class RefusalLogTests : IAsyncLifetime
{
    private readonly LogBook _log = new();
    private FrontHost _front = null!;

    private IEnumerable<string> Told => _log.Lines.Where(line => line.StartsWith(typeof(RefusalLog).FullName!, StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync(
        services => services.AddSingleton<ILoggerProvider>(_log), ("Limits:StreamsPerUser", "1"), ("Limits:FailedSignInsPerMinute", "2"));

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task SignIn_ThatFails_IsToldWithWhatWasShownAndFromWhere()
    {
        await _front.GetAsync("/api/calls", null).StatusAsync();
        await _front.GetAsync("/api/calls/ana_fred-call_1", null, ("Authorization", "Bearer wrong-token")).StatusAsync();
        await _front.GetAsync("/api/calls/ana_fred-call_1", null, ("x-voice-agent-secret", "wrong-key")).StatusAsync();
        await _front.GetAsync("/api/calls/ana_fred-call_1", null, ("x-operator-secret", "wrong-key")).StatusAsync();

        await ToldAsync("Refused with 401: GET /api/calls by nobody, who showed nothing, from 127.0.0.1");
        await ToldAsync("Refused with 401: GET /api/calls/{room} by nobody, who showed a token, from 127.0.0.1");
        await ToldAsync("Refused with 401: GET /api/calls/{room} by nobody, who showed the agent's key, from 127.0.0.1");
        await ToldAsync("Refused with 429: GET /api/calls/{room} by nobody, who showed an operator's key, from 127.0.0.1");
        Assert.DoesNotContain(_log.Lines, line => line.Contains("wrong-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_OfAnother_IsToldThoughTheAnswerDoesNotTell()
    {
        _front.Grains.Call("ana_fred-call_1").Existing("ana");

        await _front.GetAsync("/api/calls/ana_fred-call_1").JsonAsync();
        Assert.Empty(Told);
        Assert.Equal(HttpStatusCode.NotFound, await _front.GetAsync("/api/calls/ana_fred-call_1", "bea").StatusAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await _front.PostAsync(
            "/api/fred/call/summary", """{"roomName":"ana_fred-call_1","callType":"on-demand","durationSeconds":1,"transcript":[]}""", "bea").StatusAsync());

        await ToldAsync("Refused with 404: bea asked for ana_fred-call_1, which is another user's");
        await ToldAsync("Refused with 403: POST /api/fred/call/summary by bea, who showed a token, from 127.0.0.1");
    }

    [Fact]
    public async Task User_WhoWouldWriteLinesOfItsOwn_WritesNone()
    {
        const string user = "ana\r\n2031-02-03T04:05:06.000Z info: forged[0] \u001b[2J";
        _front.Grains.Call("ana_fred-call_1").Existing("ana");

        await _front.GetAsync("/api/calls/ana_fred-call_1", user).StatusAsync();
        await _front.GetAsync("/api/calls/ana_fred-call_1%0D%0Aforged", user).StatusAsync();
        await _front.GetAsync("/api/calls?text=a%0D%0Aforged&forged%0D%0Aforged=1", user).StatusAsync();

        Assert.Single(Told);
        Assert.All(_log.Lines, line => Assert.True(!line.Any(char.IsControl) && !line.Contains("forged", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Address_HasSoManyLinesWithinAMinute()
    {
        for (var i = 0; i < RefusalLog.LinesPerMinute + 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _front.GetAsync("/api/calls", null).StatusAsync());

        await ToldAsync("Refused with 401");
        Assert.InRange(Told.Count(), 1, RefusalLog.LinesPerMinute);
    }

    [Fact]
    public async Task Webhooks_ThatAreNotLiveKits_HaveSoManyLinesToo()
    {
        for (var i = 0; i < RefusalLog.LinesPerMinute + 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await _front.PostAsync("/api/livekit/webhook", "{}", null, ("Authorization", "nonsense")).StatusAsync());

        await ToldAsync("Webhook refused: ");
        Assert.InRange(_log.Lines.Count(line => line.Contains("refused", StringComparison.OrdinalIgnoreCase)), 2, 2 * RefusalLog.LinesPerMinute);
    }

    [Fact]
    public async Task Key_ThatIsWrongAtTheHealth_IsTold()
    {
        _front.Grains.Queries.Trouble = "The database is not migrated";

        await _front.GetAsync("/health/ready", null, ("x-operator-secret", "wrong-key")).StatusAsync();

        await ToldAsync("Not let in: an operator's key at /health/ready, from 127.0.0.1");
    }

    // The line is written when the answer is out.
    private async Task ToldAsync(string line)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !Told.Any(told => told.Contains(line, StringComparison.Ordinal));)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"Not told: {line}\n{string.Join('\n', _log.Lines)}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
