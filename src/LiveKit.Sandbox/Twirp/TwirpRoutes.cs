using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>The Twirp routes: JSON only, which is what LiveKit's Node SDK and hand-made clients speak.</summary>
internal static class TwirpRoutes
{
    /// <summary>livekit-server's <c>limit.max_api_request_body_size</c>.</summary>
    public const int LargestBody = 10 * 1024 * 1024;

    /// <summary>Maps every RPC of the program under <c>/twirp</c>; whatever else is asked for there is a bad route.</summary>
    public static void MapTwirp(this IEndpointRouteBuilder routes, params IEnumerable<TwirpMethod>[] methods)
    {
        var known = methods.SelectMany(service => service).ToDictionary(method => $"/twirp/{method.Service}/{method.Name}", StringComparer.Ordinal);
        routes.Map("/twirp/{**path}", (HttpContext context, TokenVerifier tokens, RpcFaults faults, RpcCounts counts, IHostApplicationLifetime host) =>
            AnswerAsync(context, known, tokens, faults, counts, host.ApplicationStopping));
    }

    private static async Task AnswerAsync(
        HttpContext context,
        Dictionary<string, TwirpMethod> known,
        TokenVerifier tokens,
        RpcFaults faults,
        RpcCounts counts,
        CancellationToken stopping)
    {
        var request = context.Request;
        var (claims, refusal) = await AuthenticateAsync(request, tokens);
        if (refusal.Length > 0)
        {
            await WriteForeignAsync(context.Response, new ForeignAnswer(StatusCodes.Status401Unauthorized, ForeignAnswer.PlainText, refusal));
            return;
        }

        if (BadRoute(request, known) is { } badRoute)
        {
            await WriteErrorAsync(context.Response, badRoute);
            return;
        }

        if (await ReadBodyAsync(request) is not { } body)
        {
            await WriteForeignAsync(context.Response, new ForeignAnswer(StatusCodes.Status413PayloadTooLarge, ForeignAnswer.PlainText, "request body too large"));
            return;
        }

        var method = known[request.Path];
        counts.Add(method.Name);

        // The caller's leaving does not end the work: in LiveKit, too, a request that timed out at the client may still take effect.
        var answer = await faults.ApplyAsync(method, body, () => method.InvokeAsync(body, claims?.Video ?? new VideoGrant(), stopping), stopping);
        await (answer switch
        {
            { Foreign: { } foreign } => WriteForeignAsync(context.Response, foreign),
            { Error: { } error } => WriteErrorAsync(context.Response, error),
            _ => WriteMessageAsync(context.Response, answer.Message!),
        });
    }

    /// <summary>livekit-server's middleware: a bad header or token is refused in plain text; none at all is left to the method.</summary>
    private static async Task<(TokenClaims? Claims, string Refusal)> AuthenticateAsync(HttpRequest request, TokenVerifier tokens)
    {
        const string bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            var query = request.Query["access_token"].ToString();
            return query.Length == 0 ? (null, "") : await tokens.VerifyAsync(query);
        }

        return header.StartsWith(bearer, StringComparison.Ordinal)
            ? await tokens.VerifyAsync(header[bearer.Length..])
            : (null, "invalid authorization header. Must start with Bearer ");
    }

    private static TwirpError? BadRoute(HttpRequest request, Dictionary<string, TwirpMethod> known)
    {
        var path = request.Path.ToString();
        if (!HttpMethods.IsPost(request.Method))
            return TwirpError.BadRoute($"unsupported method \"{request.Method}\" (only POST is allowed)", request.Method, path);

        if (!known.ContainsKey(path))
            return TwirpError.BadRoute($"no handler for path \"{path}\"", request.Method, path);

        var contentType = (request.ContentType ?? "").Split(';')[0].Trim();
        return string.Equals(contentType, "application/json", StringComparison.OrdinalIgnoreCase)
            ? null
            : TwirpError.BadRoute($"unexpected Content-Type: \"{request.ContentType}\"", request.Method, path);
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static Task WriteMessageAsync(HttpResponse response, object message) =>
        WriteJsonAsync(response, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(message, ProtoJson.Twirp));

    private static Task WriteErrorAsync(HttpResponse response, TwirpError error) =>
        WriteJsonAsync(response, error.HttpStatus, JsonSerializer.SerializeToUtf8Bytes(new ErrorBody(error.Code, error.Msg, error.Meta), ErrorBody.Json));

    /// <summary>The content type carries no charset: LiveKit's Node SDK compares it exactly.</summary>
    private static async Task WriteJsonAsync(HttpResponse response, int status, byte[] json)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        await response.Body.WriteAsync(json);
    }

    private static async Task WriteForeignAsync(HttpResponse response, ForeignAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        await response.WriteAsync(answer.Text);
    }
}
