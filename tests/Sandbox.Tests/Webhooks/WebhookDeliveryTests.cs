using Microsoft.Extensions.Logging.Abstractions;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.LiveKit.Sandbox.Webhooks;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Webhooks;

public sealed class WebhookDeliveryTests : IDisposable
{
    private readonly PlainClients _clients = new();
    private readonly ImpatientTime _time = new();
    private SandboxOptions _options = new() { ApiKey = "key", ApiSecret = "secret" };

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Deliver_ReceiverFailsForEver_GivesUpAfterFiveAttempts(int status)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(status);
        await DeliverAsync(receiver.Url);

        Assert.Equal(5, receiver.Hooks.Count);
        Assert.Single(receiver.Hooks.Distinct());
        Assert.Equal([1, 2, 4, 8], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Deliver_TimeScaled_WaitsByThatFactor()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(500);
        _options = _options with { TimeScale = 0.1 };
        await DeliverAsync(receiver.Url);

        Assert.Equal([100, 200, 400, 800], _time.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Deliver_ReceiverRecovers_StopsThere()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(receiver.Hooks.Count < 3 ? 500 : 200);
        await DeliverAsync(receiver.Url);

        Assert.Equal(3, receiver.Hooks.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task Deliver_AnswerThatIsNotRetried_CountsAsDelivered(int status)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(status);
        await DeliverAsync(receiver.Url);

        Assert.Single(receiver.Hooks);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Deliver_NobodyThere_TriesFiveTimes()
    {
        Uri url;
        await using (var receiver = await HookReceiver.StartAsync())
            url = receiver.Url;

        await DeliverAsync(url);

        Assert.Equal([1, 2, 4, 8], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public async Task Deliver_WaitedForLong_IsDroppedAfterThirtySeconds(int seconds, int delivered)
    {
        await using var receiver = await HookReceiver.StartAsync();
        var webhook = Made();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await DeliverAsync(receiver.Url, webhook);

        Assert.Equal(delivered, receiver.Hooks.Count);
    }

    [Fact]
    public async Task Deliver_Request_LooksLikeLiveKits()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await DeliverAsync(receiver.Url);

        Assert.Equal(new HookReceiver.Hook("{}", "token", "application/webhook+json", "LiveKit"), Assert.Single(receiver.Hooks));
    }

    public void Dispose() => _clients.Dispose();

    private Webhook Made() => new("EV_1", "room_started", "{}"u8.ToArray(), "token", _time.GetUtcNow());

    private Task DeliverAsync(Uri url, Webhook? webhook = null) =>
        new WebhookDelivery(_clients, _options, _time, NullLogger<WebhookDelivery>.Instance).DeliverAsync(url, webhook ?? Made(), TestContext.Current.CancellationToken);
}
