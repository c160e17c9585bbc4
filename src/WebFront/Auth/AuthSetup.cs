using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Who may call what. The table of all routes is in docs/security.md.</summary>
internal static class AuthSetup
{
    /// <summary>Users, by bearer token.</summary>
    public const string Users = "users";

    /// <summary>Users, and the voice agent's worker by its key.</summary>
    public const string UsersAndAgent = "users-and-agent";

    /// <summary>Operators, by their key.</summary>
    public const string Operators = "operators";

    /// <summary>Where the agent's worker shows its key.</summary>
    public const string AgentHeader = "x-voice-agent-secret";

    /// <summary>Where an operator shows the key.</summary>
    public const string OperatorHeader = "x-operator-secret";

    private const string AgentScheme = "VoiceAgent";
    private const string OperatorScheme = "Operator";

    /// <summary>Lets operators in.</summary>
    public static void AddOperatorAuth(this IServiceCollection services, IReadOnlyList<string> secrets)
    {
        services.AddAuthentication().AddKeys(OperatorScheme, OperatorHeader, secrets);
        services.AddAuthorizationBuilder().AddPolicy(Operators, policy => policy
            .AddAuthenticationSchemes(OperatorScheme)
            .RequireAuthenticatedUser());
    }

    /// <summary>Lets users and the agent's worker in.</summary>
    public static void AddCallerAuth(this IServiceCollection services, WebFrontSettings settings)
    {
        if (settings.JwtAuthority is { } authority)
            services.AddAuthorityKeys(authority, settings.JwtIssuers);
        services.AddAuthentication() // no scheme by default: on an open route nobody's token is looked at
            .AddJwtBearer()
            .AddKeys(AgentScheme, AgentHeader, settings.AgentSecrets);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IServiceProvider, TimeProvider>((bearer, all, time) => UserTokens.Configure(bearer, settings, all.GetService<AuthorityKeys>(), time));
        services.AddAuthorizationBuilder()
            .AddPolicy(Users, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                .RequireClaim(UserTokens.SubjectClaim))
            .AddPolicy(UsersAndAgent, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, AgentScheme)
                .RequireAuthenticatedUser());
    }

    /// <summary>Tells the log of requests that were refused. Comes before whatever refuses.</summary>
    public static void UseRefusalLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<RefusalLog>();
        app.Use(async (context, next) =>
        {
            await next(context);
            log.Tell(context);
        });
    }

    /// <summary>Whether an operator asks, on a route that others may ask too.</summary>
    public static async Task<bool> IsOperatorAsync(this HttpContext context)
    {
        var shown = await context.AuthenticateAsync(OperatorScheme);
        if (shown.Failure is not null)
        {
            // The answer tells keys apart, so this is no place to guess one either.
            _ = context.RequestServices.GetRequiredService<FailedSignIns>().Count(context);
            context.RequestServices.GetRequiredService<RefusalLog>().TellOfKey(context);
        }

        return shown.Succeeded;
    }

    private static AuthenticationBuilder AddKeys(
        this AuthenticationBuilder builder, string scheme, string header, IReadOnlyList<string> secrets) =>
        builder.AddScheme<KeyAuthenticationOptions, KeyAuthentication>(
            scheme, options => (options.Header, options.Keys) = (header, new SecretKeys(secrets)));

    private static void AddAuthorityKeys(this IServiceCollection services, Uri authority, IReadOnlyList<string> issuers)
    {
        services.AddHttpClient(AuthorityKeys.HttpClientName, http =>
            (http.MaxResponseContentBufferSize, http.Timeout) = (AuthorityKeys.MaxDocumentBytes, AuthorityKeys.Patience))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }); // nobody else may say who signs
        services.AddSingleton(all => new AuthorityKeys(
            authority,
            issuers,
            all.GetRequiredService<IHttpClientFactory>(),
            all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<AuthorityKeys>>()));
        services.AddHostedService(all => all.GetRequiredService<AuthorityKeys>());
    }
}
