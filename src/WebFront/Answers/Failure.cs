using System.Globalization;
using Microsoft.Net.Http.Headers;
using OrleansCalls.WebFront.Limits;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Answers;

/// <summary>
/// An answer that says what went wrong: <see cref="DropInError"/> on the routes that existing frontends and LiveKit use,
/// problem details (RFC 9457) everywhere else.
/// </summary>
internal sealed class Failure : IResult, IStatusCodeHttpResult
{
    private static readonly PathString[] s_dropInRoutes = ["/api/fred", "/api/livekit"];

    private readonly string _message;
    private readonly IReadOnlyDictionary<string, string[]>? _fields;
    private readonly bool _dropIn;
    private readonly TimeSpan? _retryAfter;
    private Limit? _limit;

    private Failure(PathString path, int status, string message, FieldErrors? fields, TimeSpan? retryAfter)
    {
        _dropIn = IsDropIn(path);
        StatusCode = status;
        _message = message;
        _fields = fields?.ToDictionary();
        _retryAfter = retryAfter;
    }

    public int? StatusCode { get; }

    public static Failure Of(HttpContext context, int status, string message, FieldErrors? fields = null, TimeSpan? retryAfter = null) =>
        new(context.Request.Path, status, message, fields, retryAfter);

    /// <summary>Something that the answer needs is away for a moment.</summary>
    public static Failure Unavailable(HttpContext context, string message) =>
        Of(context, StatusCodes.Status503ServiceUnavailable, message, retryAfter: TimeSpan.FromSeconds(2));

    /// <summary>More than is allowed.</summary>
    /// <param name="retryAfter">Null: an hour. Waiting alone will not help, and who asks again by itself should not do so at once.</param>
    public static Failure TooMany(HttpContext context, Limit limit, string message, TimeSpan? retryAfter = null) =>
        Of(context, StatusCodes.Status429TooManyRequests, message, retryAfter: retryAfter ?? TimeSpan.FromHours(1)).By(limit);

    /// <summary>There is no such call, or it is another user's, which must look the same.</summary>
    public static Failure NoSuchCall(HttpContext context) =>
        Of(context, StatusCodes.Status404NotFound, "There is no such call");

    /// <summary>Says which limit refuses the request, so that it is counted.</summary>
    public Failure By(Limit limit)
    {
        _limit = limit;
        return this;
    }

    public static bool IsDropIn(PathString path) => s_dropInRoutes.Any(r => path.StartsWithSegments(r));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (_limit is { } limit)
            httpContext.RequestServices.GetRequiredService<RefusalMeter>().Count(limit);
        if (_retryAfter is { } wait)
            httpContext.Response.Headers[HeaderNames.RetryAfter] = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        IResult answer = _dropIn
            ? TypedResults.Json(new DropInError(_message, _fields), statusCode: StatusCode)
            : TypedResults.Problem(_message, statusCode: StatusCode, extensions: _fields is null ? null : [new("errors", _fields)]);
        return answer.ExecuteAsync(httpContext);
    }
}
