using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Front;

/// <summary>Makes tokens by hand, so that wrong ones can be made as well.</summary>
internal static class TestTokens
{
    public const string JwtSecret = "a-secret-for-tests-that-is-long-enough-for-each-of-HS256-HS384-and-HS512-at-once";
    public const string ApiKey = "testkey";
    public const string ApiSecret = "another-secret-for-tests-of-32-bytes-or-more";

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A good token of this user.</summary>
    public static string For(string userId) => Sign(new JsonObject { ["sub"] = userId, ["exp"] = Now + 600 });

    public static string Sign(JsonObject claims, string alg = "HS256", string secret = JwtSecret, string? kid = null)
    {
        var header = new JsonObject { ["alg"] = alg, ["typ"] = "JWT" };
        if (kid is not null)
            header["kid"] = kid;
        return SignRaw(header.ToJsonString(), claims.ToJsonString(), alg, secret);
    }

    /// <summary>Signs what need not be JSON that a writer would write.</summary>
    public static string SignRaw(string header, string claims, string alg = "HS256", string secret = JwtSecret)
    {
        var head = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        var (key, data) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(head));
        byte[] signature = alg switch
        {
            "HS384" => HMACSHA384.HashData(key, data),
            "HS512" => HMACSHA512.HashData(key, data),
            "none" => [],
            _ => HMACSHA256.HashData(key, data),
        };
        return $"{head}.{Encode(signature)}";
    }

    /// <summary>The Authorization header that LiveKit sends with this body.</summary>
    public static string ForWebhook(byte[] body, string secret = ApiSecret) => Sign(
        new JsonObject { ["iss"] = ApiKey, ["nbf"] = Now, ["exp"] = Now + 300, ["sha256"] = Convert.ToBase64String(SHA256.HashData(body)) },
        secret: secret);

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
