using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>Symmetric signatures of Standard Webhooks 1.0.0: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>: one signature a secret, separated by spaces.</summary>
    public static string Of(string id, long timestamp, string body, IEnumerable<string> secrets)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"));
        return string.Join(' ', secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(s), signed))));
    }

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
