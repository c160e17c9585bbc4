using Microsoft.AspNetCore.Authentication.JwtBearer;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Auth;

/// <summary>What is answered to who is not let in. It never says why: that would help to guess.</summary>
internal static class SignInAnswer
{
    /// <summary>401, or 429 where the address showed what is wrong too often.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        if (ShowsSomething(context.Request.Headers) && context.RequestServices.GetRequiredService<FailedSignIns>().Count(context) is { } wait)
            return Failure.TooMany(context, Limit.WrongKeys, "Too many wrong tokens or keys came from this address", wait).ExecuteAsync(context);
        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        return Failure.Of(context, StatusCodes.Status401Unauthorized, "Unauthorized").ExecuteAsync(context);
    }

    private static bool ShowsSomething(IHeaderDictionary headers) =>
        headers.Authorization.Count > 0 || headers.ContainsKey(AuthSetup.AgentHeader) || headers.ContainsKey(AuthSetup.OperatorHeader);
}
