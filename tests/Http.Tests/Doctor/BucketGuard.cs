using Microsoft.AspNetCore.Http.Features;

namespace OrleansCalls.Http.Tests.Doctor;

/// <summary>A way to the bucket on which some requests are refused, as by a store whose key lacks a right.</summary>
internal sealed class BucketGuard : IAsyncDisposable
{
    private const string Denied = """<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>""";

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private BucketGuard(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <param name="bucket">Where it leads.</param>
    /// <param name="refuses">Whether a request goes no further.</param>
    public static async Task<BucketGuard> StartAsync(string bucket, Func<HttpRequest, bool> refuses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var guard = new BucketGuard(builder.Build());
        guard._app.Run(context => refuses(context.Request) ? RefuseAsync(context) : guard.PassAsync(context, bucket));
        await guard._app.StartAsync(TestContext.Current.CancellationToken);
        return guard;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(Denied, context.RequestAborted);
    }

    private async Task PassAsync(HttpContext context, string bucket)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(bucket + target))
        {
            Content = context.Request.ContentLength > 0 ? new StreamContent(context.Request.Body) : null,
        };
        foreach (var header in context.Request.Headers.Where(h => h.Key is not ("Connection" or "Expect"))) // the host too, which is signed
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Connection" or "Transfer-Encoding")))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
