using System.Reflection;
using System.Security.Claims;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Who asks: a user by the token's <c>sub</c>, or the voice agent's worker.</summary>
/// <param name="UserId">The user; null for the agent.</param>
internal sealed record Caller(string? UserId) : IBindableFromHttpContext<Caller>
{
    /// <summary>The user, on a route that only users reach.</summary>
    public string User => UserId ?? throw new InvalidOperationException("Only users reach this route");

    public bool IsAgent => UserId is null;

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Caller?>(new Caller(context.User.FindFirstValue(UserTokens.SubjectClaim)));
}
