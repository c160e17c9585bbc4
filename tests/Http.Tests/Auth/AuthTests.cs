using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>Tokens that the shared secret signs, and the keys of the agent and of operators.</summary>
public sealed class AuthTests
{
    private const string OperatorOne = "an-operators-key-of-32-bytes-or-more";
    private const string OperatorTwo = "another-operators-key-of-32-bytes-or-more";

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["no token"] = "",
        ["no JWT"] = "nonsense",
        ["another secret"] = TestTokens.Sign(Claims(), secret: new string('x', 40)),
        ["alg none"] = TestTokens.Sign(Claims(), alg: "none"),
        ["alg None"] = TestTokens.SignRaw("""{"alg":"None"}""", Claims().ToJsonString(), "none"),
        ["alg none of a signed one"] = TestTokens.SignRaw("""{"alg":"none"}""", Claims().ToJsonString()),
        ["no alg"] = TestTokens.SignRaw("{}", Claims().ToJsonString()),
        ["no signature"] = TestTokens.For("ana")[..(TestTokens.For("ana").LastIndexOf('.') + 1)],
        ["an empty secret"] = TestTokens.Sign(Claims(), secret: ""),
        ["alg HS384"] = TestTokens.Sign(Claims(), alg: "HS384"),
        ["alg HS512"] = TestTokens.Sign(Claims(), alg: "HS512"),
        ["alg RS256"] = TestTokens.Sign(Claims(), alg: "RS256"),
        ["no exp"] = TestTokens.Sign(new JsonObject { ["sub"] = "ana" }),
        ["expired"] = TestTokens.Sign(Claims(exp: Now - 90)),
        ["not yet valid"] = TestTokens.Sign(Claims(nbf: Now + 90)),
        ["no sub"] = TestTokens.Sign(new JsonObject { ["exp"] = Now + 60 }),
        ["empty sub"] = TestTokens.Sign(Claims(sub: "")),
        ["long sub"] = TestTokens.Sign(Claims(sub: new string('a', 257))),
        ["sub with U+0000"] = TestTokens.Sign(Claims(sub: "a\0b")),
        ["sub twice"] = TestTokens.SignRaw("""{"alg":"HS256"}""", $$"""{"sub":"ana","exp":{{Now + 60}},"sub":"bea"}"""),
        ["sub with half a surrogate pair"] = TestTokens.SignRaw("""{"alg":"HS256"}""", $$"""{"sub":"a\uD800","exp":{{Now + 60}}}"""),
        ["sub that is a number"] = TestTokens.Sign(new JsonObject { ["sub"] = 7, ["exp"] = Now + 60 }),
        ["sub that is an object"] = TestTokens.Sign(new JsonObject { ["sub"] = new JsonObject { ["id"] = "ana" }, ["exp"] = Now + 60 }),
        ["sub that is null"] = TestTokens.Sign(new JsonObject { ["sub"] = null, ["exp"] = Now + 60 }),
        ["claims that are a list"] = TestTokens.SignRaw("""{"alg":"HS256"}""", "[]"),
        ["longer than 8 KB"] = TestTokens.Sign(Long(8 * 1024)),
        ["two subs"] = TestTokens.Sign(new JsonObject { ["sub"] = new JsonArray("ana", "bea"), ["exp"] = Now + 60 }),
    };

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    [Theory, MemberData(nameof(Refused))]
    public async Task Request_WithRefusedToken_Is401InBothShapes(string token)
    {
        await using var front = await FrontHost.StartAsync();
        var authorization = s_refused[token].Length == 0 ? [] : new[] { ("Authorization", $"Bearer {s_refused[token]}") };

        var dropIn = await front.SendAsync(HttpMethod.Post, "/api/fred/call", null, user: null, authorization).JsonAsync(HttpStatusCode.Unauthorized);
        var problem = await front.GetAsync("/api/calls", user: null, authorization).JsonAsync(HttpStatusCode.Unauthorized);

        Assert.Equal("""{"error":"Unauthorized"}""", dropIn.ToJsonString());
        Assert.Equal(401, problem["status"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("exp", -60, HttpStatusCode.OK)]
    [InlineData("exp", -61, HttpStatusCode.Unauthorized)]
    [InlineData("nbf", 60, HttpStatusCode.OK)]
    [InlineData("nbf", 61, HttpStatusCode.Unauthorized)]
    public async Task Token_AtTheEdgesOfItsTime_IsGoodForAMinuteMoreAndNoSecondLonger(string claim, int secondsFromNow, HttpStatusCode status)
    {
        var now = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
        await using var front = await FrontHost.StartAsync(new FakeTimeProvider(now));
        var claims = Claims(exp: now.AddMinutes(10).ToUnixTimeSeconds());
        claims[claim] = now.AddSeconds(secondsFromNow).ToUnixTimeSeconds();

        Assert.Equal(status, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(claims)}")));
    }

    [Fact]
    public async Task Token_ThatEndsBeforeItBegins_IsRefused()
    {
        await using var front = await FrontHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(Claims(exp: Now + 10, nbf: Now + 20))}")));
    }

    [Fact]
    public async Task Request_WithAKeyNameOrMuchInItsToken_IsAccepted()
    {
        await using var front = await FrontHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(Claims(), kid: "any")}"))); // as Supabase's have
        Assert.Equal(HttpStatusCode.OK, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(Long(5 * 1024))}")));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(Long(40 * 1024))}")));
    }

    [Fact]
    public async Task Token_AnywhereButInOneAuthorizationHeader_IsNotSeen()
    {
        await using var front = await FrontHost.StartAsync();
        var (ana, bea) = (TestTokens.For("ana"), TestTokens.For("bea"));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", $"Bearer {ana}"), ("Authorization", $"Bearer {bea}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", $"Bearer {ana}"), ("Authorization", $"Bearer {ana}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", $"Bearer {ana}, Bearer {bea}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", $"Basic {ana}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, ("Authorization", ana)));
        foreach (var header in new[] { "Cookie", "Proxy-Authorization", "X-Forwarded-Authorization", "access_token", "Sec-WebSocket-Protocol" })
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(front, (header, $"access_token={ana}"), (header, $"Bearer {ana}")));
        Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync($"/api/calls?access_token={ana}&token={ana}", null).StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await front.SendAsync(
            HttpMethod.Post, "/api/calls/ana_fred-call_1/end", new FormUrlEncodedContent([new("access_token", ana)]), null).StatusAsync());
    }

    [Fact]
    public async Task Request_WithIssuerConfigured_MustNameIt()
    {
        await using var front = await FrontHost.StartAsync(("AUTH_JWT_ISSUER", "https://auth.example.com"));

        async Task<HttpStatusCode> Ask(string? issuer)
        {
            var claims = Claims();
            claims["iss"] = issuer;
            return await AskAsync(front, ("Authorization", $"Bearer {TestTokens.Sign(claims)}"));
        }

        Assert.Equal(HttpStatusCode.OK, await Ask("https://auth.example.com"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("https://auth.example.com/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(null));
    }

    [Fact]
    public async Task Request_WithAudienceConfigured_MustNameIt()
    {
        await using var front = await FrontHost.StartAsync(("AUTH_JWT_AUDIENCE", "authenticated"));

        async Task<HttpStatusCode> Ask(string? audience)
        {
            var claims = Claims();
            claims["aud"] = audience;
            return await front.GetAsync("/api/calls", null, ("Authorization", $"Bearer {TestTokens.Sign(claims)}")).StatusAsync();
        }

        Assert.Equal(HttpStatusCode.OK, await Ask("authenticated"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("others"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(null));
    }

    [Theory]
    [InlineData("""{"alg":"HS256","typ":"at+jwt"}""", HttpStatusCode.OK)]
    [InlineData("""{"alg":"HS256","typ":"access"}""", HttpStatusCode.OK)]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"alg":"HS256","typ":"logout+jwt"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"alg":"HS256","typ":""}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"alg":"HS256"}""", HttpStatusCode.Unauthorized)]
    public async Task Request_WithKindsConfigured_MustBeOfOne(string header, HttpStatusCode expected)
    {
        await using var front = await FrontHost.StartAsync(("AUTH_JWT_TYPE", "at+jwt, access"));

        Assert.Equal(expected, await AskAsync(front, ("Authorization", $"Bearer {TestTokens.SignRaw(header, Claims().ToJsonString())}")));
    }

    [Fact]
    public async Task Agent_WithEitherKey_ReachesOnlyItsRoutes()
    {
        await using var front = await FrontHost.StartAsync();
        const string room = "ana_fred-call_1";
        front.Grains.Call(room).Existing("ana");

        foreach (var key in new[] { "agent-key-one", "agent-key-two" })
        {
            var agent = ("x-voice-agent-secret", key);
            Assert.Equal(HttpStatusCode.OK, await front.GetAsync($"/api/calls/{room}", null, agent).StatusAsync());
            Assert.Equal(HttpStatusCode.OK, await front.GetAsync($"/api/calls/{room}/transcript", null, agent).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync("/api/calls", null, agent).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync($"/api/calls/{room}/recording", null, agent).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await front.PostAsync($"/api/calls/{room}/end", "", null, agent).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await front.PostAsync("/api/calls", "", null, agent).StatusAsync());
        }

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await front.GetAsync($"/api/calls/{room}", null, ("x-voice-agent-secret", "agent-key-one,agent-key-two")).StatusAsync());
    }

    [Fact]
    public async Task Agent_OfCallThatEndedAnHourAgo_SeesNothing()
    {
        await using var front = await FrontHost.StartAsync();
        var agent = ("x-voice-agent-secret", "agent-key-one");
        var call = front.Grains.Call("ana_fred-call_1").Existing("ana");

        call.Set(c => c with { EndedAt = TimeProvider.System.GetUtcNow().AddMinutes(-59) });
        Assert.Equal(HttpStatusCode.OK, await front.GetAsync("/api/calls/ana_fred-call_1", null, agent).StatusAsync());
        call.Set(c => c with { EndedAt = TimeProvider.System.GetUtcNow().AddMinutes(-61) });
        Assert.Equal(HttpStatusCode.NotFound, await front.GetAsync("/api/calls/ana_fred-call_1", null, agent).StatusAsync());
    }

    [Fact]
    public async Task Agent_WhoShowsATokenToo_IsJudgedByTheTokenAlone()
    {
        await using var front = await FrontHost.StartAsync();
        front.Grains.Call("ana_fred-call_1").Existing("ana");
        var agent = ("x-voice-agent-secret", "agent-key-one");

        Task<HttpStatusCode> Ask(string token, (string, string) key) =>
            front.GetAsync("/api/calls/ana_fred-call_1", null, ("Authorization", token), key).StatusAsync();

        Assert.Equal(HttpStatusCode.OK, await Ask($"Bearer {TestTokens.For("ana")}", agent));
        Assert.Equal(HttpStatusCode.OK, await Ask($"Bearer {TestTokens.For("ana")}", ("x-voice-agent-secret", "wrong")));
        Assert.Equal(HttpStatusCode.NotFound, await Ask($"Bearer {TestTokens.For("bea")}", agent)); // the agent would see it
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask($"Bearer {TestTokens.Sign(Claims(exp: Now - 90))}", agent));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("Basic YTpi", agent));
    }

    [Fact]
    public async Task Agent_WithoutAConfiguredKey_IsNobody()
    {
        await using var front = await FrontHost.StartAsync(("VOICE_AGENT_SECRET", null));
        front.Grains.Call("ana_fred-call_1").Existing("ana");

        foreach (var key in new[] { "", " ", ",", "agent-key-one" })
            Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync("/api/calls/ana_fred-call_1", null, ("x-voice-agent-secret", key)).StatusAsync());
    }

    [Fact]
    public async Task Operator_WithEitherKey_IsToldWhyTheFrontIsNotReady()
    {
        await using var front = await FrontHost.StartAsync(("OPERATOR_SECRET", $"{OperatorOne},{OperatorTwo}"));
        front.Grains.Queries.Trouble = "The database is not migrated";

        async Task<string?> Ask(params (string, string)[] headers) =>
            (string?)(await front.GetAsync("/health/ready", null, headers).JsonAsync(HttpStatusCode.ServiceUnavailable))["reason"];

        Assert.Equal("The database is not migrated", await Ask(("x-operator-secret", OperatorOne)));
        Assert.Equal("The database is not migrated", await Ask(("x-operator-secret", OperatorTwo)));
        Assert.Null(await Ask());
        Assert.Null(await Ask(("x-operator-secret", OperatorOne[..^1])));
        Assert.Null(await Ask(("x-operator-secret", $"{OperatorOne},{OperatorTwo}")));
        Assert.Null(await Ask(("x-operator-secret", OperatorOne), ("x-operator-secret", OperatorTwo)));
        Assert.Null(await Ask(("x-voice-agent-secret", OperatorOne)));
        Assert.Null(await Ask(("x-operator-secret", OperatorOne), ("Authorization", $"Bearer {TestTokens.For("ana")}")));
    }

    [Fact]
    public async Task Operator_WhoseKeyIsGuessedAtTheHealth_IsNotFound()
    {
        await using var front = await FrontHost.StartAsync(("OPERATOR_SECRET", OperatorOne), ("Limits:FailedSignInsPerMinute", "3"));
        front.Grains.Queries.Trouble = "The database is not migrated";

        async Task<string?> Ask(string key) =>
            (string?)(await front.GetAsync("/health/ready", null, ("x-operator-secret", key)).JsonAsync(HttpStatusCode.ServiceUnavailable))["reason"];

        Assert.NotNull(await Ask(OperatorOne));
        for (var i = 0; i < 3; i++)
            Assert.Null(await Ask($"{OperatorOne}-{i}"));

        Assert.Null(await Ask(OperatorOne)); // for the rest of the minute
    }

    [Fact]
    public async Task RouteOfOperators_LetsNobodyElseIn()
    {
        await using var front = await FrontHost.StartAsync(
            app => app.MapGet("/operate", () => "done").RequireAuthorization(AuthSetup.Operators), ("OPERATOR_SECRET", OperatorOne));

        Assert.Equal(HttpStatusCode.OK, await front.GetAsync("/operate", null, ("x-operator-secret", OperatorOne)).StatusAsync());
        await front.GetAsync("/operate", null).JsonAsync(HttpStatusCode.Unauthorized);
        await front.GetAsync("/operate").JsonAsync(HttpStatusCode.Unauthorized);
        await front.GetAsync("/operate", null, ("x-operator-secret", "agent-key-one")).JsonAsync(HttpStatusCode.Unauthorized);
        await front.GetAsync("/operate", null, ("x-voice-agent-secret", "agent-key-one")).JsonAsync(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpStatusCode> AskAsync(FrontHost front, params (string, string)[] headers) => front.GetAsync("/api/calls", null, headers).StatusAsync();

    private static JsonObject Long(int bytes)
    {
        var claims = Claims();
        claims["app_metadata"] = new string('x', bytes * 3 / 4); // base64 makes four of three
        return claims;
    }

    private static JsonObject Claims(string sub = "ana", long? exp = null, long? nbf = null)
    {
        var claims = new JsonObject { ["sub"] = sub, ["exp"] = exp ?? Now + 60 };
        if (nbf is not null)
            claims["nbf"] = nbf;
        return claims;
    }
}
