using Microsoft.AspNetCore.Diagnostics;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Answers;

/// <summary>The one place where an exception becomes an answer.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // nobody reads it
            return true;
        }

        await Answer(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private Failure Answer(HttpContext context, Exception exception)
    {
        var route = (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";
        if (exception is BadHttpRequestException bad)
        {
            return bad.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Failure.Of(context, bad.StatusCode, "The body is too long"),
                StatusCodes.Status408RequestTimeout => Failure.Of(context, bad.StatusCode, "The body took too long"),
                StatusCodes.Status503ServiceUnavailable => Failure.Unavailable(context, "Too many bodies come at once; try again").By(Limit.Bodies),
                _ => Failure.Of(context, bad.StatusCode, "The request could not be read"),
            };
        }

        if (Outage.Explains(exception))
        {
            LogUnavailable(logger, exception, route);
            return Failure.Unavailable(context, "The service cannot answer at the moment; try again");
        }

        LogFailed(logger, exception, route);
        return Failure.Of(context, StatusCodes.Status500InternalServerError, "Something went wrong here");
    }

    [LoggerMessage(LogLevel.Warning, "503 on {Route}: grains or storage are away")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string route);

    [LoggerMessage(LogLevel.Error, "500 on {Route}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string route);
}
