using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Who may call what.</summary>
internal static class AuthSetup
{
    /// <summary>Users, by bearer token.</summary>
    public const string Users = "users";

    /// <summary>Users, and the voice agent's worker by its key.</summary>
    public const string UsersAndAgent = "users-and-agent";

    public static void AddCallerAuth(this IServiceCollection services, WebFrontSettings settings)
    {
        services.AddSingleton(new AgentKeys(settings.AgentSecrets));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer => UserTokens.Configure(bearer, settings))
            .AddScheme<AuthenticationSchemeOptions, AgentAuthentication>(AgentAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Users, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                .RequireClaim(UserTokens.SubjectClaim))
            .AddPolicy(UsersAndAgent, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, AgentAuthentication.SchemeName)
                .RequireAuthenticatedUser());
    }
}
