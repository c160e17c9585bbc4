using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.LiveKit.Tests.Fuzzing;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>
/// Users' tokens of <c>Corpus</c> that are damaged by chance of a seed, before and after they were signed, by a secret and by an
/// authority: whatever comes gets a verdict, and what was changed after it was signed is nobody's. FUZZ_CASES and FUZZ_SEED take others.
/// </summary>
public sealed class TokenFuzzTests : IAsyncLifetime
{
    private static readonly int s_cases = Setting("FUZZ_CASES", 2_000);
    private static readonly int s_seed = Setting("FUZZ_SEED", 1);

    private AuthorityStub _authority = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = await AuthorityStub.StartAsync();
        _authority.Issuer = "https://authority.test"; // as the samples have it, which know no port
    }

    public ValueTask DisposeAsync() => _authority.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_OfTheCorpus_IsGood(bool byAuthority) // else damaging it would show nothing
    {
        await using var front = await StartAsync(byAuthority);

        foreach (var sample in Samples(byAuthority))
            Assert.Equal((sample.Name, HttpStatusCode.OK), (sample.Name, await AskAsync(front, Signed(byAuthority, sample, sample.Header, sample.Claims))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_DamagedBeforeItWasSigned_GetsAVerdict(bool byAuthority)
    {
        await using var front = await StartAsync(byAuthority);
        var samples = Samples(byAuthority);
        var headers = new Mutator(s_seed, [.. samples.Select(sample => sample.Header)]);
        var claims = new Mutator(s_seed + 1, [.. samples.Select(sample => sample.Claims)]);

        for (var i = 0; i < s_cases; i++)
        {
            var sample = samples[i % samples.Count]; // which both draw from too
            var isHeader = i / samples.Count % 2 is 0;
            var (header, body) = (isHeader ? headers.Draw(i) : sample.Header, isHeader ? sample.Claims : claims.Draw(i));
            var status = await AskAsync(front, Signed(byAuthority, sample, header, body));

            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Unauthorized, $"{i}: {status}\n{Encoding.UTF8.GetString(header)}\n{Encoding.UTF8.GetString(body)}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_DamagedAfterItWasSigned_IsNobodys(bool byAuthority)
    {
        await using var front = await StartAsync(byAuthority);
        string[] good = [.. Samples(byAuthority).Select(sample => Signed(byAuthority, sample, sample.Header, sample.Claims))];
        var damage = new Mutator(s_seed, [.. good.Select(Encoding.ASCII.GetBytes)]);

        for (var i = 0; i < s_cases; i++)
        {
            var damaged = string.Concat(damage.Draw(i).Select(b => b is > 32 and < 127 ? (char)b : '~'));
            var status = await AskAsync(front, damaged);

            Assert.True(status is HttpStatusCode.Unauthorized || (status is HttpStatusCode.OK && SaysTheSame(damaged, good[i % good.Length])), $"{i}: {status}\n{damaged}");
        }
    }

    // The last letter of base64 has bits that nobody reads.
    private static bool SaysTheSame(string token, string good) =>
        token.Split('.') is [var header, var claims, var signature] && good.Split('.') is [var h, var c, var s]
        && header == h && claims == c && Base64Url.IsValid(signature) && Base64Url.DecodeFromChars(signature).AsSpan().SequenceEqual(Base64Url.DecodeFromChars(s));

    private Task<FrontHost> StartAsync(bool byAuthority) => FrontHost.StartAsync(byAuthority
        ? [("AUTH_JWT_SECRET", null), ("AUTH_JWT_AUTHORITY", _authority.Address), ("AUTH_JWT_ISSUER", _authority.Issuer), ("AUTH_JWT_AUDIENCE", "calls")]
        : []);

    private static IReadOnlyList<TokenSample> Samples(bool byAuthority) => TokenSample.Of(byAuthority ? "authority" : "secret");

    private string Signed(bool byAuthority, TokenSample sample, byte[] header, byte[] claims)
    {
        var head = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        var key = byAuthority ? _authority[sample.Key!] : _authority["rsa-1"].AsSecret(Encoding.UTF8.GetBytes(TestTokens.JwtSecret));
        return $"{head}.{Base64Url.EncodeToString(key.Sign(Encoding.UTF8.GetBytes(head)))}";
    }

    private static Task<HttpStatusCode> AskAsync(FrontHost front, string token) =>
        front.GetAsync("/api/calls", null, ("Authorization", "Bearer " + token)).StatusAsync();

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
