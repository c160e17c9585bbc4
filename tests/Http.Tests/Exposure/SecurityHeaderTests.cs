using System.Net;
using System.Text.RegularExpressions;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Exposure;

public sealed partial class SecurityHeaderTests : IAsyncLifetime
{
    private FrontHost _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Theory]
    [InlineData("/api/calls", HttpStatusCode.OK)]
    [InlineData("/api/calls?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/calls/ana_fred-call_1", HttpStatusCode.OK)]
    [InlineData("/api/calls/ana_fred-call_2", HttpStatusCode.InternalServerError)]
    [InlineData("/api/calls/ana_fred-call_1/transcript?format=vtt", HttpStatusCode.OK)]
    [InlineData("/api/fred/call", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Answer_WhateverItIs_LetsNothingRunAndIsKeptNowhere(string path, HttpStatusCode status)
    {
        _front.Grains.Call("ana_fred-call_1").Existing("ana");
        _front.Grains.Call("ana_fred-call_2").FailNext(new InvalidOperationException("a bug"));

        using var answer = await _front.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Equal(path.StartsWith("/api", StringComparison.Ordinal), answer.Headers.CacheControl?.NoStore ?? false);
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"));
        Assert.Null(Header(answer, "Strict-Transport-Security")); // it came without TLS
        if (status is HttpStatusCode.InternalServerError) // in fixed words
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotMatch(@"a bug|Exception|System\.|Orleans| at ", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/api/calls")]
    [InlineData("/health/live")]
    [InlineData("/")]
    public async Task Trace_IsNotAnsweredWithTheRequest(string path)
    {
        using var answer = await _front.SendAsync(HttpMethod.Trace, path, headers: ("X-Shown", "and-told"));

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound });
        Assert.DoesNotContain("and-told", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documentation_RunsItsOwnScriptsByANonceOfTheAnswer()
    {
        var nonces = new HashSet<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var page = await _front.GetAsync("/docs/", null);
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var scripts = Script().Matches(html);
            var nonce = Assert.Single(scripts.Select(script => script.Groups[1].Value).Distinct());
            var policy = Header(page, "Content-Security-Policy")!;

            Assert.NotEmpty(nonce);
            Assert.Contains($"script-src 'self' 'nonce-{nonce}';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            nonces.Add(nonce);
        }

        Assert.Equal(2, nonces.Count);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    [GeneratedRegex("""<script(?:[^>]*nonce="([^"]*)")?""")]
    private static partial Regex Script();
}
