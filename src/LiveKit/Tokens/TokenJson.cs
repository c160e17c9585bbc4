using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Tokens;

/// <summary>How tokens are written: lowerCamelCase, nothing that is null or false.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TokenClaims))]
internal sealed partial class TokenJson : JsonSerializerContext;
