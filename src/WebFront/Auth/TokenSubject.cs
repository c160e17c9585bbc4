using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Whom a token names.</summary>
internal static class TokenSubject
{
    private const int MaxBytes = 256;

    /// <summary>A claim that is there twice means one thing to one reader and another to the next.</summary>
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether exactly one <c>sub</c> is there, which is a text that can be stored, of 1 to 256 bytes.</summary>
    /// <param name="token">One whose signature is good.</param>
    public static bool IsGood(JsonWebToken token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload), s_strict);
            return claims.RootElement.TryGetProperty(UserTokens.SubjectClaim, out var subject)
                && subject.ValueKind is JsonValueKind.String
                && IsGood(subject.GetString()!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException) // half a surrogate pair is the second
        {
            return false;
        }
    }

    private static bool IsGood(string subject) =>
        subject.Length > 0 && Encoding.UTF8.GetByteCount(subject) <= MaxBytes && RequestText.WhyUnfit(subject) is null;
}
