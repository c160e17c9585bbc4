using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Auth;

/// <summary>How users' bearer tokens are judged: HS256 with the shared secret as Supabase issues them, or an OIDC authority's keys.</summary>
internal static class UserTokens
{
    public const string SubjectClaim = "sub";

    /// <summary>A longer token is refused before anything of it is read.</summary>
    public const int MaxTokenBytes = 8 * 1024;

    /// <summary>How long after its expiry, and before its beginning, a token is good, because clocks differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private const string Prefix = JwtBearerDefaults.AuthenticationScheme + " ";

    /// <summary>Never <c>none</c>, and never HS256 where keys are public: a public key would then sign.</summary>
    private static readonly string[] s_publicKeyAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <param name="bearer">What is set.</param>
    /// <param name="settings">Who signs.</param>
    /// <param name="authority">The keys of who signs; null when a secret does.</param>
    /// <param name="time">What tokens' times are compared with.</param>
    public static void Configure(JwtBearerOptions bearer, WebFrontSettings settings, AuthorityKeys? authority, TimeProvider time)
    {
        bearer.MapInboundClaims = false;
        bearer.IncludeErrorDetails = false;
        bearer.SaveToken = false;
        foreach (var handler in bearer.TokenHandlers)
            handler.MaximumTokenSizeInBytes = MaxTokenBytes;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            RequireSignedTokens = true,
            ValidateLifetime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsGoodAt(time.GetUtcNow().UtcDateTime, notBefore, expires),
            ValidateIssuerSigningKey = true,
            ValidateIssuer = settings.JwtIssuers.Count > 0,
            ValidIssuers = settings.JwtIssuers,
            ValidateAudience = settings.JwtAudience is not null,
            ValidAudience = settings.JwtAudience,
            ValidTypes = settings.JwtTypes.Count > 0 ? settings.JwtTypes : null,
            NameClaimType = SubjectClaim,
            ValidAlgorithms = authority is null ? [SecurityAlgorithms.HmacSha256] : s_publicKeyAlgorithms,
        };
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = RequireSubject,
            OnChallenge = AnswerAsync,
        };
        if (authority is not null)
        {
            bearer.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, name, _) => authority.Find(name);
            bearer.Events.OnMessageReceived = context => LearnKeyAsync(context, authority);
        }
        else if (settings.JwtSecret is { } secret)
        {
            bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(secret);
            bearer.TokenValidationParameters.TryAllIssuerSigningKeys = true; // a kid in the header names nothing here
        }
    }

    private static bool IsGoodAt(DateTime now, DateTime? notBefore, DateTime? expires) =>
        expires >= now - ClockSkew && !(notBefore > now + ClockSkew) && !(notBefore > expires);

    /// <summary>Sees to it that the key that a token names is known, if its authority has it.</summary>
    private static async Task LearnKeyAsync(MessageReceivedContext context, AuthorityKeys authority)
    {
        if (KeyName(context.Request.Headers.Authorization.ToString()) is { Length: > 0 } name
            && !await authority.LearnAsync(name, context.HttpContext.RequestAborted))
            context.Fail(new AuthorityUnavailableException());
    }

    private static string? KeyName(string authorization)
    {
        if (!authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || authorization.Length > Prefix.Length + MaxTokenBytes)
            return null;
        try
        {
            return new JsonWebToken(authorization[Prefix.Length..].Trim()).Kid;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException) // no token: its validation says so
        {
            return null;
        }
    }

    private static Task RequireSubject(TokenValidatedContext context)
    {
        if (context.SecurityToken is not JsonWebToken token || !TokenSubject.IsGood(token))
            context.Fail("The token names no user");
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return context.AuthenticateFailure is AuthorityUnavailableException
            ? Failure.Unavailable(context.HttpContext, "Tokens cannot be checked at the moment; try again").ExecuteAsync(context.HttpContext)
            : SignInAnswer.RefuseAsync(context.HttpContext);
    }
}
