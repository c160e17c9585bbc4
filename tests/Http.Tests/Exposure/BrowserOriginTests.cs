using System.Net;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Exposure;

/// <summary>What a browser asks and is told when a page of another origin calls the API.</summary>
public sealed class BrowserOriginTests
{
    private const string App = "https://app.example.com";

    [Theory]
    [InlineData("POST", "/api/calls", "authorization,content-type,idempotency-key")]
    [InlineData("GET", "/api/calls/ana_fred-call_1/events", "authorization,last-event-id")]
    [InlineData("PATCH", "/api/webhooks/0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70", "authorization,content-type")]
    [InlineData("DELETE", "/api/calls/ana_fred-call_1", "authorization")]
    public async Task Preflight_OfAConfiguredOrigin_IsAllowed(string method, string path, string headers)
    {
        await using var front = await FrontHost.StartAsync(("Web:CorsOrigins", $"https://other.example.com,{App}"));

        using var answer = await PreflightAsync(front, App, method, path, headers);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(App, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Superset(headers.Split(',').ToHashSet(), Header(answer, "Access-Control-Allow-Headers")!.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries).ToHashSet());
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Equal("3600", Header(answer, "Access-Control-Max-Age"));
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("null")]
    public async Task Origin_ThatIsNotConfigured_IsAllowedNothing(string origin)
    {
        await using var front = await FrontHost.StartAsync(("Web:CorsOrigins", App));

        using var preflight = await PreflightAsync(front, origin, "GET", "/api/calls", "authorization");
        using var answer = await front.GetAsync("/api/calls", "ana", ("Origin", origin));

        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("/api/calls", "ana", HttpStatusCode.OK)]
    [InlineData("/api/calls", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/calls/ana_fred-call_1", "ana", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/api/calls/ana_fred-call_2", "ana", HttpStatusCode.InternalServerError)]
    public async Task Answer_ToAConfiguredOrigin_CanBeReadThoughItIsAnError(string path, string? user, HttpStatusCode status)
    {
        await using var front = await FrontHost.StartAsync(("Web:CorsOrigins", App));
        for (var i = 0; i < 3; i++)
            front.Grains.Call("ana_fred-call_1").FailNext(new TimeoutException());
        front.Grains.Call("ana_fred-call_2").FailNext(new InvalidOperationException("a bug"));

        using var answer = await front.GetAsync(path, user, ("Origin", App));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(App, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Superset(new HashSet<string> { "Location", "Retry-After" }, Header(answer, "Access-Control-Expose-Headers")!.Split(',').ToHashSet());
        if (status is HttpStatusCode.InternalServerError) // in fixed words
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotMatch(@"a bug|Exception|System\.|Orleans| at ", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Origins_AreNoneByDefault()
    {
        await using var front = await FrontHost.StartAsync();

        using var preflight = await PreflightAsync(front, App, "GET", "/api/calls", "authorization");
        using var answer = await front.GetAsync("/api/calls", "ana", ("Origin", App));

        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
    }

    private static Task<HttpResponseMessage> PreflightAsync(FrontHost front, string origin, string method, string path, string headers) =>
        front.SendAsync(
            HttpMethod.Options, path, null, null,
            ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
