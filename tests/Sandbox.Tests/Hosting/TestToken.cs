using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansCalls.Sandbox.Tests.Hosting;

/// <summary>A LiveKit access token, right unless a test makes it wrong.</summary>
internal sealed record TestToken(string Key, string Secret, DateTimeOffset Now)
{
    public string Identity { get; init; } = "";
    public object? Video { get; init; }
    public object? RoomConfig { get; init; }
    public string? Kind { get; init; }
    public DateTimeOffset? NotBefore { get; init; } = Now;
    public DateTimeOffset? Expires { get; init; } = Now.AddMinutes(10);
    public string Algorithm { get; init; } = SecurityAlgorithms.HmacSha256;

    public string Sign()
    {
        var claims = new Dictionary<string, object>();
        Add(claims, "sub", Identity);
        Add(claims, "kind", Kind);
        Add(claims, "video", Element(Video));
        Add(claims, "roomConfig", Element(RoomConfig));
        Add(claims, "nbf", NotBefore?.ToUnixTimeSeconds());
        Add(claims, "exp", Expires?.ToUnixTimeSeconds());
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Key,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), Algorithm),
        });
    }

    private static JsonElement? Element(object? value) => value is null ? null : JsonSerializer.SerializeToElement(value);

    private static void Add(Dictionary<string, object> claims, string name, object? value)
    {
        if (value is not null)
            claims.Add(name, value);
    }
}
