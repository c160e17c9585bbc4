using System.Net;
using System.Net.Sockets;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;
using OrleansCalls.Testing;
using OrleansCalls.Webhooks.Tests.Hosting;

namespace OrleansCalls.Webhooks.Tests.Sending;

/// <summary>Nothing but public addresses is reached, whatever a URL, a name server or an answer says.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public GuardTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public async Task Connect_NameThatStandsForLoopback_IsRefused()
    {
        var guard = new GuardedConnect(allowPrivate: false, Dns.GetHostAddressesAsync);

        await Assert.ThrowsAsync<RefusedTargetException>(() => guard.ConnectAsync(new DnsEndPoint("localhost", Port), Cancellation).AsTask());

        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("8.8.8.8,127.0.0.1")] // one of several
    [InlineData("2606:4700:4700::1111,fd00::1")]
    public async Task Connect_NameServerSays_IsCheckedAddressByAddress(string addresses)
    {
        var guard = new GuardedConnect(
            allowPrivate: false, (_, _) => Task.FromResult(addresses.Split(',').Select(IPAddress.Parse).ToArray()));

        await Assert.ThrowsAsync<RefusedTargetException>(() => guard.ConnectAsync(new DnsEndPoint("hooks.example.com", Port), Cancellation).AsTask());

        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    public async Task Connect_AddressInTheUrl_IsCheckedToo(string host)
    {
        var guard = new GuardedConnect(allowPrivate: false, (_, _) => throw new InvalidOperationException("An address is no name"));

        await Assert.ThrowsAsync<RefusedTargetException>(() => guard.ConnectAsync(new DnsEndPoint(host, Port), Cancellation).AsTask());
    }

    [Fact]
    public async Task Connect_NameIsLookedUpOnce_SoThatItCannotStandForAnotherAddressMeanwhile()
    {
        var asked = 0;
        var guard = new GuardedConnect(allowPrivate: true, (_, _) =>
            Task.FromResult(++asked is 1 ? new[] { IPAddress.Loopback } : throw new InvalidOperationException("Asked again")));

        await using var stream = await guard.ConnectAsync(new DnsEndPoint("hooks.example.com", Port), Cancellation);

        Assert.Equal(1, asked);
        Assert.True(_listener.Pending());
    }

    [Fact]
    public async Task Send_NameThatStandsForLoopback_FailsWithoutNamingTheAddress()
    {
        await using var sender = new Sender(new WebhookOptions(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var attempt = await sender.SendAsync("https://hooks.example.com:8443/");

        Assert.Equal((null, "The host has an address that is not public"), (attempt.Status, attempt.Error));
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    public async Task Send_UrlThatIsNotAllowedAnyMore_IsNotSent(string url)
    {
        await using var sender = new Sender(new WebhookOptions(), (_, _) => throw new InvalidOperationException("Not even looked up"));

        Assert.StartsWith("The URL must", (await sender.SendAsync(url)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Send_RedirectToAPrivateAddress_LeadsNowhere(int status)
    {
        await using var inside = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = inside.Url;
            return WebhookReceiver.Status(context, status);
        };
        await using var sender = new Sender();

        var attempt = await sender.SendAsync(receiver.Url);

        Assert.Equal((status, $"Answered {status}: redirects are not followed"), (attempt.Status, attempt.Error));
        Assert.Single(receiver.All);
        Assert.Empty(inside.All);
    }

    [Fact]
    public void Handler_AsksNoProxyAndKeepsNoCookies()
    {
        using var handler = WebhookServices.Handler(new WebhookOptions(), Dns.GetHostAddressesAsync);

        Assert.Equal((false, false, false), (handler.UseProxy, handler.UseCookies, handler.AllowAutoRedirect));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
