using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>What the token of a webhook says; dates in Unix seconds, the hash in standard base64.</summary>
internal sealed record WebhookClaims(string Issuer, long? Expires, long? NotBefore, string Sha256)
{
    internal static WebhookClaims Read(ProtoObject claims) =>
        new(claims.Text("iss"), claims.Number("exp"), claims.Number("nbf"), claims.Text("sha256"));
}
