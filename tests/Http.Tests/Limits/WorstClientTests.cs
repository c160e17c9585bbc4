using System.Net;
using System.Text;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Events;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;
using OrleansCalls.WebFront.Events;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.Http.Tests.Limits;

/// <summary>
/// What a client can make a process keep: nothing, once it is gone. Counted in the places where it would be kept; the size of whole
/// processes under the same client is measured by <c>./dev bench worst-client</c>.
/// </summary>
public sealed class WorstClientTests(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    private const int Times = 200;

    private PostgresDatabase _database = null!;
    private CallStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Cancellation);
        _stack = await CallStack.StartAsync(postgres, s3, ("DATABASE_URL", _database.Url), ("Limits:LiveCalls", "2"));
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task NamesOfCallsThatNeverWere_LeaveNoActivation()
    {
        var requests = new List<(HttpMethod Method, string Path)>
        {
            (HttpMethod.Get, ""), (HttpMethod.Get, "/transcript"), (HttpMethod.Get, "/recording"), (HttpMethod.Get, "/events"),
            (HttpMethod.Post, "/end"), (HttpMethod.Post, "/token"), (HttpMethod.Post, "/summary"), (HttpMethod.Delete, ""),
        };
        await ManyAsync(async n =>
        {
            var (method, rest) = requests[n % requests.Count];
            Assert.Equal(HttpStatusCode.NotFound, await _stack.SendAsync(method, $"/api/calls/user-{n}_fred-call_{n}{rest}", user: $"user-{n}").StatusAsync());
        });
        await ManyAsync(async n => Assert.Equal(HttpStatusCode.OK, await TellAsync($"nobody_fred-call_{n}").StatusAsync()));

        await UntilAsync(async () => await CallsInMemoryAsync() == 0);
    }

    [Fact]
    public async Task StreamsThatAreAbandoned_LeaveNothing()
    {
        var room = (await _stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>();
        await ManyAsync(async _ =>
        {
            await using var stream = await EventClient.OpenAsync(_stack.Api, room);
        });

        await UntilAsync(() => Task.FromResult(
            (_stack.Services.GetRequiredService<CallWatches>().Watched, _stack.Services.GetRequiredService<StreamPlaces>().Users) == (0, 0)));
    }

    [Fact]
    public async Task StartsUnderManyKeys_OfAUserWhoMayNot_LeaveNoKeysAndNoCalls()
    {
        for (var i = 0; i < 2; i++)
            await _stack.PostAsync("/api/fred/call").JsonAsync();

        await ManyAsync(async n => Assert.Equal(HttpStatusCode.TooManyRequests, await _stack.SendAsync(
            HttpMethod.Post, "/api/calls", null, "ana", ("Idempotency-Key", $"{n}")).StatusAsync()));

        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand("SELECT (SELECT count(*) FROM call_start_keys) || ' ' || (SELECT count(*) FROM orleans_storage)");
        Assert.Equal("0 2", await command.ExecuteScalarAsync(Cancellation));
        await UntilAsync(async () => await CallsInMemoryAsync() <= 2);
    }

    [Fact]
    public async Task BodiesThatAreRefused_HoldNoMemory()
    {
        var junk = new byte[100_000];
        using var http = new HttpClient(new SocketsHttpHandler());
        await ManyAsync(async n =>
        {
            using var content = new ByteArrayContent(junk);
            using var answer = await http.PostAsync(new Uri(_stack.Api, "/api/livekit/webhook"), content, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        });

        await UntilAsync(() => Task.FromResult(_stack.Services.GetRequiredService<BodyMemory>().Held == 0));
    }

    private async Task<HttpResponseMessage> TellAsync(string room)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"event":"room_started","id":"EV_{{room}}","createdAt":"1767268800","room":{"sid":"RM_1","name":"{{room}}","creationTime":"1767268800"} }""");
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_stack.Api, "/api/livekit/webhook")) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", TestTokens.ForWebhook(body));
        return await http.SendAsync(request, Cancellation);
    }

    private async Task<int> CallsInMemoryAsync()
    {
        var grains = _stack.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        return (await grains.GetSimpleGrainStatistics()).Where(g => g.GrainType.Contains("CallGrain", StringComparison.Ordinal)).Sum(g => g.ActivationCount);
    }

    private static Task ManyAsync(Func<int, Task> ask) => Parallel.ForAsync(
        0, Times, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (n, _) => await ask(n));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var left = 600; !await isSo(); left--)
        {
            Assert.True(left > 0, "Something is kept");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }
}
