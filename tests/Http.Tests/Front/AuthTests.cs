using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Front;

public sealed class AuthTests
{
    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["no token"] = "",
        ["no JWT"] = "nonsense",
        ["another secret"] = TestTokens.Sign(Claims(), secret: new string('x', 40)),
        ["alg none"] = TestTokens.Sign(Claims(), alg: "none"),
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

    [Fact]
    public async Task Request_WithinClockSkew_IsAccepted()
    {
        await using var front = await FrontHost.StartAsync();

        foreach (var token in new[] { TestTokens.Sign(Claims(exp: Now - 30)), TestTokens.Sign(Claims(nbf: Now + 30)) })
            Assert.Equal(HttpStatusCode.OK, await front.GetAsync("/api/calls", null, ("Authorization", $"Bearer {token}")).StatusAsync());
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

    private static JsonObject Claims(string sub = "ana", long? exp = null, long? nbf = null)
    {
        var claims = new JsonObject { ["sub"] = sub, ["exp"] = exp ?? Now + 60 };
        if (nbf is not null)
            claims["nbf"] = nbf;
        return claims;
    }
}
