using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.LiveKit.Tokens;

namespace OrleansCalls.LiveKit.Tests.Tokens;

public sealed class AccessTokensTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(1_767_268_800_987);

    [Fact]
    public void ForParticipant_Always_SaysExactlyWhatTheCallNeeds()
    {
        var token = Tokens("secret").ForParticipant("ana", "Ana B", "ana_call_1", TimeSpan.FromMinutes(15));

        var parts = token.Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Decoded(parts[0]));
        Assert.Equal(
            """{"iss":"devkey","sub":"ana","name":"Ana B","iat":1767268800,"nbf":1767268800,"exp":1767269700,"video":{"room":"ana_call_1","roomJoin":true,"canPublish":true,"canPublishData":true,"canSubscribe":true}}""",
            Decoded(parts[1]));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("a secret of more than thirty-two bytes, with ü")]
    [InlineData("a secret of more than the sixty-four bytes that HMAC-SHA256 takes without hashing the key first")]
    public void ForParticipant_AnySecret_IsSignedWithItsBytes(string secret)
    {
        var parts = Tokens(secret).ForParticipant("ana", "Ana", "room", TimeSpan.FromMinutes(15)).Split('.');

        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(Base64Url.EncodeToString(signature), parts[2]);
    }

    [Fact]
    public async Task ForParticipant_LongSecret_IsAcceptedByAnotherLibrary()
    {
        const string Secret = "0123456789abcdef0123456789abcdef";
        var token = Tokens(Secret).ForParticipant("ana", "Аня 🙂 \"</script>", "room", TimeSpan.FromMinutes(45));

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "devkey",
            ValidateAudience = false,
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)),
            LifetimeValidator = (notBefore, expires, _, _) => expires - notBefore == TimeSpan.FromMinutes(45),
        });

        Assert.True(result.IsValid);
        Assert.Equal("Аня 🙂 \"</script>", result.Claims["name"]);
        Assert.Equal("ana", result.Claims["sub"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void ForParticipant_NoName_HasNoNameClaim(string? name)
    {
        var token = Tokens("secret").ForParticipant("ana", name, "room", TimeSpan.FromMinutes(1));

        Assert.DoesNotContain("name", Decoded(token.Split('.')[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void ForParticipant_WhatCannotWork_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Tokens("secret").ForParticipant("", "Ana", "room", TimeSpan.FromMinutes(1)));
        Assert.Throws<ArgumentException>(() => Tokens("secret").ForParticipant("ana", "Ana", "", TimeSpan.FromMinutes(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokens("secret").ForParticipant("ana", "Ana", "room", TimeSpan.Zero));
    }

    private static AccessTokens Tokens(string secret) =>
        new(new LiveKitOptions { ServerUrl = new Uri("ws://localhost"), ApiKey = "devkey", ApiSecret = secret }, new FakeTimeProvider(s_now));

    private static string Decoded(string segment) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(segment));
}
