namespace OrleansCalls.LiveKit.Tests;

public sealed class LiveKitOptionsTests
{
    [Theory]
    [InlineData("ws://localhost:7880", "http://localhost:7880/")]
    [InlineData("wss://calls.livekit.cloud", "https://calls.livekit.cloud/")]
    [InlineData("wss://calls.livekit.cloud:8443/", "https://calls.livekit.cloud:8443/")]
    [InlineData("https://example.org/livekit", "https://example.org/livekit/")]
    [InlineData("http://example.org/live/kit//?a=b#c", "http://example.org/live/kit/")]
    [InlineData("ws://example.org:443", "http://example.org:443/")]
    public void HttpUrl_AnyAcceptedAddress_IsItsHttpBase(string serverUrl, string httpUrl) =>
        Assert.Equal(httpUrl, With(serverUrl).HttpUrl.AbsoluteUri);

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("example.org:7880")]
    public void ServerUrl_AnotherScheme_IsRefused(string serverUrl) =>
        Assert.Throws<ArgumentException>(() => With(serverUrl));

    [Theory]
    [InlineData("", "secret")]
    [InlineData("devkey", "")]
    [InlineData("devkey", " ")]
    public void KeyPair_Empty_IsRefused(string key, string secret) =>
        Assert.Throws<ArgumentException>(() => new LiveKitOptions { ServerUrl = new Uri("ws://localhost"), ApiKey = key, ApiSecret = secret });

    [Fact]
    public void Timeout_Zero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => With("ws://localhost") with { CallTimeout = TimeSpan.Zero });

    [Fact]
    public void ToString_Secret_IsNotInIt() => Assert.DoesNotContain("secret", $"{With("ws://localhost")}", StringComparison.Ordinal);

    private static LiveKitOptions With(string serverUrl) => new() { ServerUrl = new Uri(serverUrl), ApiKey = "devkey", ApiSecret = "secret" };
}
