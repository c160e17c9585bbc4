using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Lets the voice agent's worker in by its own key.</summary>
internal sealed class AgentAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AgentKeys keys, FailedSignIns failed)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "VoiceAgent";
    public const string Header = "x-voice-agent-secret";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Request.Headers[Header];
        if (shown.Count == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (failed.AreTooMany(Context) || shown is not [{ } secret] || !keys.Accepts(secret))
            return Task.FromResult(AuthenticateResult.Fail("Not a key of the voice agent"));
        var agent = new ClaimsPrincipal(new ClaimsIdentity(SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(agent, SchemeName)));
    }

    /// <summary>Nothing: users' scheme, asked beside this one, has written the answer.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
