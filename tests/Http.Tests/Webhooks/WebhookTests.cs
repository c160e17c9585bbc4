using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Webhooks;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Room = "ana_fred-call_1";
    private const string Started = $$"""{"event":"room_started","room":{"sid":"RM_1","name":"{{Room}}"},"id":"EV_1","createdAt":"1767225600"}""";

    private FrontHost _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task Webhook_OfOurRoom_IsAppliedAndAcknowledged()
    {
        _front.Grains.Call(Room).Existing("ana");

        var answer = await SendAsync(Started).JsonAsync();

        Assert.Equal("""{"received":true}""", answer.ToJsonString());
        Assert.IsType<RoomSeen>(Assert.Single(_front.Grains.Call(Room).Events));
    }

    [Fact]
    public async Task Webhook_ThatIsForeign_IsAcceptedAndLeftAlone()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Started.Replace(Room, "somebody-elses", StringComparison.Ordinal)).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await SendAsync("""{"event":"ingress_started"}""").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await SendAsync("no JSON").StatusAsync());
        Assert.Empty(_front.Grains.Calls);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(Started).StatusAsync()); // of our form, but without state
        Assert.Null(Assert.Single(_front.Grains.Calls).Value.State);
    }

    [Fact]
    public async Task Webhook_NotSignedByLiveKit_Is401()
    {
        var body = Encoding.UTF8.GetBytes(Started);
        string?[] refused = [null, "nonsense", TestTokens.ForWebhook(body, secret: new string('x', 40)), TestTokens.ForWebhook([1]), TestTokens.For("ana")];
        foreach (var authorization in refused)
        {
            var answer = await SendAsync(Started, authorization).JsonAsync(HttpStatusCode.Unauthorized);
            Assert.NotNull(answer["error"]);
        }

        Assert.Empty(_front.Grains.Calls);
    }

    [Fact]
    public async Task Webhook_ThatCouldNotBeStored_Is503()
    {
        var call = _front.Grains.Call(Room).Existing("ana");
        call.FailNext(new Npgsql.NpgsqlException("The database is away"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(Started).StatusAsync());
    }

    [Fact]
    public async Task Webhook_Over1MiB_Is413() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(new string(' ', 1024 * 1024 + 1)).StatusAsync());

    private Task<HttpResponseMessage> SendAsync(string body) => SendAsync(body, TestTokens.ForWebhook(Encoding.UTF8.GetBytes(body)));

    private Task<HttpResponseMessage> SendAsync(string body, string? authorization)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/webhook+json");
        return _front.SendAsync(
            HttpMethod.Post, "/api/livekit/webhook", content, user: null, authorization is null ? [] : [("Authorization", authorization)]);
    }
}
