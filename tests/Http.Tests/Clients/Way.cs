using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Http.Tests.Clients;

/// <summary>A way to the API that answers in its place, breaks the connection, or lets requests pass.</summary>
internal sealed class Way : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler(), disposeHandler: true);

    private Way(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <param name="api">Where it leads.</param>
    /// <param name="next">The status that answers the next request; 200 lets it pass, null breaks its connection.</param>
    public static async Task<Way> StartAsync(Uri api, Func<HttpStatusCode?> next)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var way = new Way(builder.Build());
        way._app.Urls.Add("http://127.0.0.1:0");
        way._app.Run(context => way.TakeAsync(context, api, next()));
        await way._app.StartAsync(TestContext.Current.CancellationToken);
        return way;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context, Uri api, HttpStatusCode? status)
    {
        if (status is not { } answer)
        {
            context.Abort();
            return;
        }

        if (answer is not HttpStatusCode.OK)
        {
            context.Response.StatusCode = (int)answer;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(api, context.Request.Path + context.Request.QueryString))
        {
            Content = new StreamContent(context.Request.Body),
        };
        foreach (var header in context.Request.Headers.Where(h => h.Key is "x-voice-agent-secret" or "authorization"))
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        using var passed = await _http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)passed.StatusCode;
        await passed.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
