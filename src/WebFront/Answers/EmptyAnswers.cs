using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansCalls.WebFront.Answers;

/// <summary>Gives an error without a body, such as 404 for no route and 405, the shape that errors have on its path.</summary>
internal static class EmptyAnswers
{
    public static Task FillAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        return Failure.Of(context.HttpContext, status, ReasonPhrases.GetReasonPhrase(status)).ExecuteAsync(context.HttpContext);
    }
}
