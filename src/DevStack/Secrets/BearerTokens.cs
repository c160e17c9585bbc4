using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OrleansCalls.DevStack.Secrets;

/// <summary>Bearer tokens for users of the local stack, as Supabase issues them.</summary>
internal sealed class BearerTokens(string secret, string? audience, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public string For(string user)
    {
        var now = time.GetUtcNow();
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience ?? "authenticated",
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = user, ["role"] = "authenticated" },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }
}
