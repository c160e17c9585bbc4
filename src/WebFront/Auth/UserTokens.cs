using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Auth;

/// <summary>How users' bearer tokens are judged: HS256 with the shared secret as Supabase issues them, or an OIDC authority's keys.</summary>
internal static class UserTokens
{
    public const string SubjectClaim = "sub";

    /// <summary>How long after its expiry a token is still good, because clocks differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private const int MaxSubjectBytes = 256;

    /// <summary>Never <c>none</c>, and never HS256 where keys are public: a public key would then sign.</summary>
    private static readonly string[] s_publicKeyAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Configure(JwtBearerOptions bearer, WebFrontSettings settings)
    {
        bearer.MapInboundClaims = false;
        bearer.IncludeErrorDetails = false;
        bearer.SaveToken = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateLifetime = true,
            ValidateIssuerSigningKey = true,
            ValidateIssuer = settings.JwtAuthority is not null,
            ValidateAudience = settings.JwtAudience is not null,
            ValidAudience = settings.JwtAudience,
            NameClaimType = SubjectClaim,
            ValidAlgorithms = settings.JwtSecret is null ? s_publicKeyAlgorithms : [SecurityAlgorithms.HmacSha256],
        };
        if (settings.JwtSecret is { } secret)
        {
            bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(secret);
            bearer.TokenValidationParameters.TryAllIssuerSigningKeys = true; // a kid in the header names nothing here
        }
        else if (settings.JwtAuthority is { } authority)
        {
            bearer.Authority = authority.OriginalString;
            bearer.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        }

        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = RequireSubject,
            OnChallenge = AnswerAsync,
        };
    }

    private static Task RequireSubject(TokenValidatedContext context)
    {
        var subjects = context.Principal?.FindAll(SubjectClaim).ToArray() ?? [];
        if (subjects is not [{ Value: var subject }]
            || subject.Length == 0 || Encoding.UTF8.GetByteCount(subject) > MaxSubjectBytes
            || RequestText.WhyUnfit(subject) is not null)
            context.Fail("The token names no user");
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var request = context.HttpContext;
        var showsSomething = context.Request.Headers.Authorization.Count > 0 || context.Request.Headers.ContainsKey(AgentAuthentication.Header);
        if (showsSomething && request.RequestServices.GetRequiredService<FailedSignIns>().Count(request) is { } wait)
        {
            await Failure.TooMany(request, "Too many wrong tokens or keys came from this address", wait).ExecuteAsync(request);
            return;
        }

        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        await Failure.Of(request, StatusCodes.Status401Unauthorized, "Unauthorized").ExecuteAsync(request);
    }
}
