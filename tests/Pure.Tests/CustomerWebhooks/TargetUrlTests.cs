using OrleansCalls.Grains.CustomerWebhooks;

namespace OrleansCalls.Pure.Tests.CustomerWebhooks;

public sealed class TargetUrlTests
{
    [Theory]
    [InlineData("https://hooks.example.com")]
    [InlineData("https://hooks.example.com/calls?key=1&b=%20")]
    [InlineData("HTTPS://Hooks.Example.COM:443/")]
    [InlineData("https://hooks.example.com:8443/calls")]
    [InlineData("https://hooks.example.com./calls")]
    [InlineData("https://bücher.example.com/")]
    [InlineData("https://xn--bcher-kva.example.com/")]
    [InlineData("https://8.8.8.8/calls")]
    [InlineData("https://[2606:4700:4700::1111]/calls")]
    [InlineData("https://localhost.example.com/")]
    [InlineData("https://10.example.com/@calls")]
    public void WhyNot_PublicUrl_IsAllowed(string url) => Assert.Null(TargetUrl.WhyNot(url, allowPrivate: false));

    [Theory]
    [InlineData("")]
    [InlineData("/calls")]
    [InlineData("hooks.example.com")]
    [InlineData("https:///calls")]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://hooks.example.com/")]
    [InlineData("https://user@hooks.example.com/")]
    [InlineData("https://user:password@hooks.example.com/")]
    [InlineData("https://@hooks.example.com/")]
    [InlineData("https://hooks.example.com@127.0.0.1/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://hooks.example.com:80/")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://hooks.example.com:6379/")]
    [InlineData("https://hooks.example.com\\@127.0.0.1/")]
    [InlineData("https:\\\\127.0.0.1/")]
    [InlineData("https://hooks.example.com/a b")]
    [InlineData(" https://hooks.example.com/")]
    [InlineData("https://hooks.example.com/\r\nHost: other")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://postgres/")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("https://printer.local/")]
    [InlineData("https://nas.home.arpa/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://2130706433/")] // 127.0.0.1
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.1/")]
    [InlineData("https://134744072/")] // 8.8.8.8, which is public, but nobody writes it so
    [InlineData("https://0x8.0x8.0x8.0x8/")]
    [InlineData("https://010.010.010.010/")]
    [InlineData("https://8.8.2056/")]
    [InlineData("https://1.2.3.4.5/")]
    [InlineData("https://256.256.256.256/")]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://127%2e0%2e0%2e1/")]
    [InlineData("https://a.0x7f/")]
    public void WhyNot_OtherUrl_IsRefused(string url) => Assert.NotNull(TargetUrl.WhyNot(url, allowPrivate: false));

    [Fact]
    public void WhyNot_LongUrl_IsRefused()
    {
        var begin = "https://hooks.example.com/";
        Assert.Null(TargetUrl.WhyNot(begin + new string('a', 2048 - begin.Length), allowPrivate: false));
        Assert.NotNull(TargetUrl.WhyNot(begin + new string('a', 2049 - begin.Length), allowPrivate: false));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/hook")]
    [InlineData("http://localhost/hook")]
    [InlineData("https://10.0.0.1:6000/")]
    [InlineData("http://postgres:1234/")]
    public void WhyNot_PrivateAllowed_IsAllowed(string url)
    {
        Assert.Null(TargetUrl.WhyNot(url, allowPrivate: true));
        Assert.NotNull(TargetUrl.WhyNot(url, allowPrivate: false));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user@127.0.0.1/")]
    [InlineData("nonsense")]
    public void WhyNot_PrivateAllowed_StillWantsAProperUrl(string url) => Assert.NotNull(TargetUrl.WhyNot(url, allowPrivate: true));
}
