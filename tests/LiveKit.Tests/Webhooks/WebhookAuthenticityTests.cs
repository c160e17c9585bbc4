using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.LiveKit.Webhooks;

namespace OrleansCalls.LiveKit.Tests.Webhooks;

/// <summary>Which requests are believed to come from LiveKit.</summary>
public sealed class WebhookAuthenticityTests
{
    private static readonly SignedWebhook s_good = new();

    private readonly FakeTimeProvider _time = new(SignedWebhook.Now);

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("bearer  ")]
    [InlineData("  ")]
    public void Verify_SignedByLiveKit_IsUnderstood(string prefix) =>
        Assert.IsType<WebhookVerdict.Understood>(Verify(s_good.Body, prefix + s_good.Token));

    [Theory]
    [InlineData("a secret of more than thirty-two bytes, with ü")]
    public void Verify_AnotherSecretOfOurs_IsUnderstood(string secret)
    {
        var verifier = new WebhookVerifier(Options(secret), _time);

        Assert.IsType<WebhookVerdict.Understood>(verifier.Verify(s_good.Body, (s_good with { Secret = secret }).Token));
    }

    [Fact]
    public void Verify_AnotherSecret_IsRefused() => Refused("signature", s_good with { Secret = "secreT" });

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public void Verify_SignatureMissingOrShort_IsRefused(string signature) =>
        Refused("signature", s_good.Body, string.Join('.', s_good.Token.Split('.')[..2]) + "." + signature);

    [Fact]
    public void Verify_ClaimsChanged_IsRefused()
    {
        var parts = s_good.Token.Split('.');
        var claims = SignedWebhook.Encoded($$"""{"iss":"devkey","exp":{{SignedWebhook.In(9999)}},"sha256":"{{s_good.Hash}}"}""");

        Refused("signature", s_good.Body, $"{parts[0]}.{claims}.{parts[2]}");
    }

    [Fact]
    public void Verify_EverySingleByteOfTheBodyChanged_IsRefused()
    {
        for (var i = 0; i < s_good.Body.Length; i++)
        {
            var body = s_good.Body.ToArray();
            body[i] ^= 1;
            Refused("body", body, s_good.Token);
        }

        Refused("body", [], s_good.Token);
        Refused("body", [.. s_good.Body, (byte)' '], s_good.Token);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":"HS512"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    public void Verify_AnotherAlgorithm_IsRefusedHoweverItIsSigned(string header)
    {
        var webhook = s_good with { Header = header };

        Refused("HS256", webhook);
        Refused("HS256", webhook.Body, string.Join('.', webhook.Token.Split('.')[..2]) + ".");
    }

    [Fact]
    public void Verify_SignedWithRsa_IsRefused()
    {
        using var rsa = RSA.Create(2048);
        var signed = string.Join('.', (s_good with { Header = """{"alg":"RS256","typ":"JWT"}""" }).Token.Split('.')[..2]);
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Refused("HS256", s_good.Body, $"{signed}.{Base64Url.EncodeToString(signature)}");
    }

    [Theory]
    [InlineData("""{"iss":"otherkey","exp":$300,"sha256":"$hash"}""", "another API key")]
    [InlineData("""{"exp":$300,"sha256":"$hash"}""", "another API key")]
    [InlineData("""{"iss":"devkey","sha256":"$hash"}""", "no expiry")]
    [InlineData("""{"iss":"devkey","exp":null,"sha256":"$hash"}""", "no expiry")]
    [InlineData("""{"iss":"devkey","exp":1e300,"sha256":"$hash"}""", "no expiry")]
    [InlineData("""{"iss":"devkey","exp":0,"sha256":"$hash"}""", "expired")]
    [InlineData("""{"iss":"devkey","exp":-9223372036854775808,"sha256":"$hash"}""", "expired")]
    [InlineData("""{"iss":"devkey","nbf":$61,"exp":$300,"sha256":"$hash"}""", "not valid yet")]
    [InlineData("""{"iss":"devkey","nbf":9223372036854775807,"exp":$300,"sha256":"$hash"}""", "not valid yet")]
    [InlineData("""{"iss":"devkey","exp":$300}""", "body")]
    [InlineData("""{"iss":"devkey","exp":$300,"sha256":""}""", "body")]
    [InlineData("""{"iss":"devkey","exp":$300,"sha256":"not base64!"}""", "body")]
    [InlineData("""{"iss":"devkey","exp":$300,"sha256":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}""", "body")]
    [InlineData("""{"iss":"devkey","exp":$300,"sha256":"$hash$hash"}""", "body")]
    [InlineData("""{"iss":["devkey"],"exp":$300,"sha256":"$hash"}""", "malformed")]
    [InlineData("""{"iss":"devkey","exp":"tomorrow","sha256":"$hash"}""", "malformed")]
    [InlineData("""{"iss":"devkey","exp":{},"sha256":"$hash"}""", "malformed")]
    [InlineData("""{"iss":"\ud800","exp":$300}""", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("", "malformed")]
    public void Verify_ClaimsThatDoNotHold_AreRefused(string claims, string reason) =>
        Refused(reason, s_good with { Claims = Filled(claims) });

    [Theory]
    [InlineData("""{"iss":"devkey","exp":$-60,"sha256":"$hash"}""")]
    [InlineData("""{"iss":"devkey","nbf":$60,"exp":$300,"sha256":"$hash"}""")]
    [InlineData("""{"iss":"devkey","exp":$300,"sha256":"$hash","sub":"x","news":{"a":[1]}}""")]
    public void Verify_ClocksApartByAMinuteOrNewClaims_IsUnderstood(string claims) =>
        Assert.IsType<WebhookVerdict.Understood>(Verify(s_good.Body, (s_good with { Claims = Filled(claims) }).Token));

    [Fact]
    public void Verify_SameRequestLater_ExpiresOnceItsMinutesAreOver()
    {
        _time.Advance(TimeSpan.FromSeconds(360));
        Assert.IsType<WebhookVerdict.Understood>(Verify(s_good.Body, s_good.Token));

        _time.Advance(TimeSpan.FromSeconds(1));
        Refused("expired", s_good);
    }

    [Theory]
    [InlineData(null, "no Authorization")]
    [InlineData("", "no Authorization")]
    [InlineData("   ", "no Authorization")]
    [InlineData("Bearer", "malformed")]
    [InlineData("Bearer ", "malformed")]
    [InlineData("..", "malformed")]
    [InlineData("a.b", "malformed")]
    [InlineData("a.b.c.d", "malformed")]
    [InlineData("ey!.ey!.ey!", "malformed")]
    [InlineData("öäü.🙂.\ud800", "malformed")]
    [InlineData("Basic ZGV2a2V5OnNlY3JldA==", "malformed")]
    public void Verify_Garbage_IsRefused(string? header, string reason) => Refused(reason, s_good.Body, header);

    [Theory]
    [InlineData('a')]
    [InlineData('.')]
    [InlineData(' ')]
    public void Verify_HugeHeader_IsRefused(char filling) =>
        Refused(filling is ' ' ? "no Authorization" : "too long", s_good.Body, new string(filling, 10_000_000));

    [Fact]
    public void Verify_DeeplyNestedToken_IsRefused() =>
        Refused("malformed", s_good with { Claims = new string('[', 5000) });

    [Fact]
    public void Verify_RandomHeadersAndBodies_NeverThrows()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 2000; i++)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            var header = s_good.Token.ToCharArray();
            header[random.Next(header.Length)] = (char)random.Next(1, 0xFFFF);
            Verify(body, new string(header));
            Assert.IsNotType<WebhookVerdict.Refused>(Verify(body, (s_good with { Body = body }).Token));
        }
    }

    private WebhookVerdict Verify(byte[] body, string? header) => new WebhookVerifier(Options("secret"), _time).Verify(body, header);

    private void Refused(string reason, SignedWebhook webhook) => Refused(reason, webhook.Body, webhook.Token);

    private void Refused(string reason, byte[] body, string? header) =>
        Assert.Contains(reason, Assert.IsType<WebhookVerdict.Refused>(Verify(body, header)).Reason, StringComparison.Ordinal);

    private static string Filled(string claims) => claims
        .Replace("$hash", s_good.Hash, StringComparison.Ordinal)
        .Replace("$-60", $"{SignedWebhook.In(-60)}", StringComparison.Ordinal)
        .Replace("$300", $"{SignedWebhook.In(300)}", StringComparison.Ordinal)
        .Replace("$61", $"{SignedWebhook.In(61)}", StringComparison.Ordinal)
        .Replace("$60", $"{SignedWebhook.In(60)}", StringComparison.Ordinal);

    private static LiveKitOptions Options(string secret) =>
        new() { ServerUrl = new Uri("ws://localhost"), ApiKey = "devkey", ApiSecret = secret };
}
