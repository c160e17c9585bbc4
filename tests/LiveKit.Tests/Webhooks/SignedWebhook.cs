using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.LiveKit.Tests.Webhooks;

/// <summary>A webhook as LiveKit sends it; every part can be made wrong. Signs on its own, without the code under test.</summary>
public sealed record SignedWebhook
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public string Secret { get; init; } = "secret";

    public string Header { get; init; } = """{"alg":"HS256","typ":"JWT"}""";

    public byte[] Body { get; init; } = Encoding.UTF8.GetBytes("""{"event":"room_started","room":{"sid":"RM_1","name":"r"},"id":"EV_1","createdAt":"1767268800"}""");

    /// <summary>The claims as JSON; null: what LiveKit says.</summary>
    public string? Claims { get; init; }

    public string Hash => Convert.ToBase64String(SHA256.HashData(Body));

    public string Token
    {
        get
        {
            var claims = Claims ?? $$"""{"iss":"devkey","nbf":{{In(0)}},"exp":{{In(300)}},"sha256":"{{Hash}}"}""";
            var signed = $"{Encoded(Header)}.{Encoded(claims)}";
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    public static SignedWebhook Saying(string json) => new() { Body = Encoding.UTF8.GetBytes(json) };

    public static long In(int seconds) => Now.ToUnixTimeSeconds() + seconds;

    public static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
