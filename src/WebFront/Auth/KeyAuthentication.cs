using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Auth;

/// <summary>
/// Lets programs in by a key in a header of its own: the voice agent's worker, and operators. A request that shows an
/// <c>Authorization</c> header is judged by that alone: where a proxy adds a key to all that it passes on, no user becomes more
/// than a user.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<KeyAuthenticationOptions> options, ILoggerFactory loggers, UrlEncoder encoder, FailedSignIns failed)
    : AuthenticationHandler<KeyAuthenticationOptions>(options, loggers, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Request.Headers[Options.Header];
        if (shown.Count == 0 || Request.Headers.Authorization.Count > 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (failed.AreTooMany(Context) || shown is not [{ } secret] || !Options.Keys.Accepts(secret))
            return Task.FromResult(AuthenticateResult.Fail("Not a key that is let in"));
        var program = new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(program, Scheme.Name)));
    }

    /// <summary>Nothing where users' scheme, asked beside this one, has written the answer.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Response.HasStarted ? Task.CompletedTask : SignInAnswer.RefuseAsync(Context);
}
