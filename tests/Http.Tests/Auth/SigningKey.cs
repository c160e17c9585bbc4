using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>A key of an authority's, or one that pretends to be.</summary>
/// <param name="Name">The kid.</param>
/// <param name="Algorithm">The alg.</param>
/// <param name="Sign">The signature of bytes.</param>
/// <param name="Jwk">What the authority publishes of it.</param>
internal sealed record SigningKey(string Name, string Algorithm, Func<byte[], byte[]> Sign, JsonObject Jwk)
{
    /// <summary>Another copy each time: JSON nodes have one parent.</summary>
    public JsonNode Published => Jwk.DeepClone();

    public static SigningKey Rsa(string name, int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new SigningKey(name, "RS256", data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = name,
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
            ["pem"] = rsa.ExportSubjectPublicKeyInfoPem(),
        });
    }

    public static SigningKey Ec(string name)
    {
        var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = ec.ExportParameters(includePrivateParameters: false);
        return new SigningKey(name, "ES256", data => ec.SignData(data, HashAlgorithmName.SHA256), new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["crv"] = "P-256",
            ["kid"] = name,
            ["x"] = Base64Url.EncodeToString(key.Q.X),
            ["y"] = Base64Url.EncodeToString(key.Q.Y),
        });
    }

    /// <summary>What an attacker does with a public key: signs by HS256 with its bytes as the secret.</summary>
    public SigningKey AsSecret(byte[] secret) => this with { Algorithm = "HS256", Sign = data => HMACSHA256.HashData(secret, data) };
}
