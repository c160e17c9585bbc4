using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>Tokens that an OIDC authority signs: which are good, and what happens while its keys change or it is away.</summary>
public sealed class AuthorityTests : IAsyncLifetime
{
    private const string AgentKey = "agent-key-one";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private AuthorityStub _authority = null!;
    private FrontHost? _front;

    private static readonly Dictionary<string, Func<AuthorityStub, string>> s_refused = new()
    {
        ["alg none"] = a => a.Token(a["rsa-1"] with { Algorithm = "none", Sign = _ => [] }),
        ["alg none of a signed one"] = a => a.Token(a["rsa-1"], (header, _) => header["alg"] = "none"),
        ["alg RS256 without a signature"] = a => a.Token(a["rsa-1"] with { Sign = _ => [] }),
        ["the public key's PEM as HS256 secret"] = a => a.Token(a["rsa-1"].AsSecret(Encoding.UTF8.GetBytes(a["rsa-1"].Jwk["pem"]!.GetValue<string>()))),
        ["the public key's modulus as HS256 secret"] = a => a.Token(a["rsa-1"].AsSecret(Base64Url.DecodeFromChars(a["rsa-1"].Jwk["n"]!.GetValue<string>()))),
        ["the public key's JSON as HS256 secret"] = a => a.Token(a["rsa-1"].AsSecret(Encoding.UTF8.GetBytes(a["rsa-1"].Jwk.ToJsonString()))),
        ["the other mode's secret"] = a => a.Token(a["rsa-1"].AsSecret(Encoding.UTF8.GetBytes(TestTokens.JwtSecret))),
        ["another's key under a known name"] = a => a.Token(SigningKey.Rsa("rsa-1")),
        ["a known key under an unknown name"] = a => a.Token(a["rsa-1"] with { Name = "rsa-9" }),
        ["a known key under another's name"] = a => a.Token(a["rsa-1"] with { Name = "ec-1" }),
        ["a known key under its name in capitals"] = a => a.Token(a["rsa-1"] with { Name = "RSA-1" }),
        ["no kid"] = a => a.Token(a["rsa-1"], (header, _) => header.Remove("kid")),
        ["a kid that is a path"] = a => a.Token(SigningKey.Rsa("../../../dev/null")),
        ["a key that the token brings along"] = a => a.Token(SigningKey.Rsa("rsa-9"), (header, _) => header["jwk"] = SigningKey.Rsa("rsa-9").Published),
        ["a key that the token points to"] = a => a.Token(SigningKey.Rsa("rsa-9"), (header, _) => header["jku"] = a.Address + "/keys"),
        ["another issuer"] = a => a.Token(a["rsa-1"], (_, claims) => claims["iss"] = "https://auth.example.com"),
        ["an issuer that begins alike"] = a => a.Token(a["rsa-1"], (_, claims) => claims["iss"] = a.Issuer + ".example.com"),
        ["no issuer"] = a => a.Token(a["rsa-1"], (_, claims) => claims.Remove("iss")),
        ["another audience"] = a => a.Token(a["rsa-1"], (_, claims) => claims["aud"] = "calls-of-others"),
        ["no audience"] = a => a.Token(a["rsa-1"], (_, claims) => claims.Remove("aud")),
        ["expired"] = a => a.Token(a["rsa-1"], (_, claims) => claims["exp"] = Now - 90),
        ["no exp"] = a => a.Token(a["rsa-1"], (_, claims) => claims.Remove("exp")),
        ["not yet valid"] = a => a.Token(a["rsa-1"], (_, claims) => claims["nbf"] = Now + 90),
        ["four parts"] = a => a.Token(a["rsa-1"]) + ".aaaa",
        ["five parts"] = a => a.Token(a["rsa-1"]) + ".aaaa.aaaa",
        ["no sub"] = a => a.Token(a["rsa-1"], (_, claims) => claims.Remove("sub")),
    };

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public async ValueTask InitializeAsync() => _authority = await AuthorityStub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Theory]
    [InlineData("rsa-1")]
    [InlineData("ec-1")]
    public async Task Token_SignedByTheAuthority_IsAccepted(string key)
    {
        await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority[key])));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority[key], (_, claims) => claims["aud"] = new JsonArray("others", "calls"))));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority[key], (_, claims) => claims["exp"] = Now - 30)));
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Token_OfAnAttacker_Is401(string token)
    {
        await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(s_refused[token](_authority)));
    }

    [Fact]
    public async Task Rotation_NeedsNoRestart()
    {
        await StartAsync();
        var old = _authority.Token(_authority["rsa-1"]);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(old));

        _authority.Keys.Clear();
        _authority.Keys.Add(SigningKey.Rsa("rsa-2"));
        _time.Advance(AuthorityKeys.Pause);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-2"]))); // already the first one
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(old));
    }

    [Fact]
    public async Task Key_ThatWasWithdrawn_IsRefusedThoughNobodyUsesAnother()
    {
        await StartAsync();
        var old = _authority.Token(_authority["rsa-1"]);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(old));
        _authority.Keys.RemoveAll(key => key.Name == "rsa-1");

        _time.Advance(AuthorityKeys.Refresh);

        while (await AskAsync(old) is HttpStatusCode.OK) // the question is under way
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task UnknownKeys_DoNotMakeTheFrontHammerTheAuthority()
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
        var before = _authority.Requests;

        await AskForUnknownAsync();
        Assert.Equal(before, _authority.Requests); // its answer of a moment ago stands
        _time.Advance(AuthorityKeys.Pause);
        await AskForUnknownAsync();

        Assert.Equal(before + 2, _authority.Requests); // the document and the keys, once
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));

        async Task AskForUnknownAsync() => Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AskAsync(_authority.Token(_authority["rsa-1"] with { Name = $"invented-{i}" })))),
            status => Assert.Equal(HttpStatusCode.Unauthorized, status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Authority_AwayAtTheStart_Gives503UntilItIsBack(bool confused)
    {
        _authority.Is = confused ? AuthorityStub.Mood.Confused : AuthorityStub.Mood.Away;
        await StartAsync();
        _front!.Grains.Call("ana_fred-call_1").Existing("ana");
        var token = _authority.Token(_authority["ec-1"]);

        using var answer = await _front.GetAsync("/api/calls", null, ("Authorization", $"Bearer {token}"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("nonsense")); // for that nobody need be asked
        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/api/calls/ana_fred-call_1", null, ("x-voice-agent-secret", AgentKey)).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await _front.GetAsync("/health/ready", null, ("Authorization", $"Bearer {token}")).StatusAsync());

        _authority.Is = AuthorityStub.Mood.Well;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(token)); // it is left alone for a moment
        _time.Advance(AuthorityKeys.PauseAfterFailure);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
    }

    [Fact]
    public async Task Authority_ThatNeverAnswers_IsWaitedForNoLongerThan5Seconds()
    {
        _authority.Is = AuthorityStub.Mood.Silent;
        await StartAsync();

        var asking = AskAsync(_authority.Token(_authority["ec-1"]));
        await _authority.Asked;
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await asking);
    }

    [Fact]
    public async Task Authority_AwayLater_LetsInWhomItsKnownKeysSigned()
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
        _authority.Is = AuthorityStub.Mood.Away;
        _time.Advance(AuthorityKeys.Pause);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(_authority.Token(SigningKey.Rsa("rsa-2")))); // who knows
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
    }

    [Fact]
    public async Task Authority_ThatCallsItselfSomethingElse_IsNotBelieved()
    {
        _authority.Issuer = "https://auth.example.com";
        await StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(_authority.Token(_authority["rsa-1"])));
    }

    [Fact]
    public async Task Authority_ThatSendsElsewhere_IsNotFollowed()
    {
        _authority.Is = AuthorityStub.Mood.Moved;
        await StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(_authority.Token(_authority["rsa-1"])));
    }

    [Fact]
    public async Task Key_ThatIsTooShort_IsNone()
    {
        _authority.Keys.Add(SigningKey.Rsa("short", bits: 1024));
        await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_authority.Token(_authority["short"])));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
    }

    [Fact]
    public async Task Authority_ReachedByAnotherNameThanItsIssuer_IsBelievedWhereTheSettingSaysSo()
    {
        _authority.Issuer = "https://auth.example.com";
        await StartAsync(("AUTH_JWT_ISSUER", "https://auth.example.com"));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_authority.Token(_authority["rsa-1"])));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_authority.Token(_authority["rsa-1"], (_, claims) => claims["iss"] = _authority.Address)));
    }

    private async Task StartAsync(params (string, string?)[] more) => _front = await FrontHost.StartAsync(
        _time, [("AUTH_JWT_SECRET", null), ("AUTH_JWT_AUTHORITY", _authority.Address), ("AUTH_JWT_AUDIENCE", "calls"), .. more]);

    private Task<HttpStatusCode> AskAsync(string token) => _front!.GetAsync("/api/calls", null, ("Authorization", $"Bearer {token}")).StatusAsync();
}
