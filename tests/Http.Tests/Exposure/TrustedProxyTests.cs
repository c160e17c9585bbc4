using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Operations;

namespace OrleansCalls.Http.Tests.Exposure;

/// <summary>Who is believed about where a request comes from. The test itself is the one who connects, from 127.0.0.1.</summary>
public sealed class TrustedProxyTests
{
    private const string Client = "203.0.113.7";

    [Theory]
    [InlineData("127.0.0.1", Client, Client)]
    [InlineData("127.0.0.0/8", Client, Client)]
    [InlineData("10.0.0.9, 127.0.0.1", Client, Client)]
    [InlineData("127.0.0.1", $"198.51.100.1, {Client}", Client)] // the client may write what it likes before
    [InlineData("127.0.0.1, 10.0.0.0/8", $"198.51.100.1, {Client}, 10.1.2.3", Client)] // two proxies
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1")]
    [InlineData("10.0.0.0/8", Client, "127.0.0.1")]
    [InlineData(null, Client, "127.0.0.1")]
    public async Task Address_IsWhatATrustedProxySays(string? proxies, string forwarded, string expected)
    {
        await using var front = await StartAsync(("Web:TrustedProxies", proxies));

        Assert.Equal(expected, await AskAsync(front, "/who", ("X-Forwarded-For", forwarded)));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData(null, false)]
    public async Task Tls_IsWhatATrustedProxySaysAndIsKeptToByHsts(string? proxies, bool believed)
    {
        await using var front = await StartAsync(("Web:TrustedProxies", proxies));
        (string, string)[] headers = [("X-Forwarded-For", Client), ("X-Forwarded-Proto", "https"), ("Host", "calls.example.com")];

        foreach (var path in new[] { "/api/calls", "/nowhere" })
        {
            using var answer = await front.GetAsync(path, null, headers);
            Assert.Equal(believed ? ["max-age=31536000; includeSubDomains"] : [], answer.Headers.TryGetValues("Strict-Transport-Security", out var hsts) ? hsts : []);
        }

        using var local = await front.GetAsync("/api/calls", null, ("X-Forwarded-For", Client), ("X-Forwarded-Proto", "https"), ("Host", "localhost:5001"));
        Assert.False(local.Headers.Contains("Strict-Transport-Security")); // a browser would hold it against every port of a developer's
        Assert.Equal("calls.example.com", await AskAsync(front, "/host", [.. headers, ("X-Forwarded-Host", "evil.example.com")]));
    }

    [Fact]
    public async Task Proxies_OfNobodysConfiguring_AreNotBelievedWhereHostsSwitchThemOn()
    {
        await using var front = await StartAsync(("ForwardedHeaders_Enabled", "true"));

        Assert.Equal("127.0.0.1", await AskAsync(front, "/who", ("X-Forwarded-For", Client)));
    }

    [Fact]
    public async Task Proxies_OfNobodysConfiguring_AreNotBelievedByASiloWithoutAFrontEither()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ForwardedHeaders_Enabled"] = "true";
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddOperations(new SettingsReader(builder.Configuration));
        await using var app = builder.Build();
        app.MapOperations();
        app.MapGet("/who", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single() + "/who");
        request.Headers.Add("X-Forwarded-For", Client);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<FrontHost> StartAsync(params (string, string?)[] settings) => FrontHost.StartAsync(
        app =>
        {
            app.MapGet("/who", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
            app.MapGet("/host", (Microsoft.AspNetCore.Http.HttpContext context) => context.Request.Host.Value);
        },
        settings);

    private static async Task<string> AskAsync(FrontHost front, string path, params (string, string)[] headers)
    {
        using var answer = await front.GetAsync(path, null, headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
