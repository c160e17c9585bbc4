using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OrleansCalls.LiveKit.Tests;

/// <summary>A real HTTP server on loopback in LiveKit's place: keeps what was sent, answers what the test says.</summary>
public sealed class OtherSide : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SentRequest> _sent = [];

    private OtherSide(WebApplication app) => _app = app;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public LiveKitOptions Options => new() { ServerUrl = new Uri(_app.Urls.Single()), ApiKey = "devkey", ApiSecret = "secret" };

    public SentRequest Sent => Assert.Single(_sent);

    public IReadOnlyList<SentRequest> AllSent => [.. _sent];

    public static Task<OtherSide> AnswersAsync(string json) => AnswersAsync(200, "application/json", json);

    public static Task<OtherSide> AnswersAsync(int status, string contentType, string body) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    });

    public static async Task<OtherSide> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var otherSide = new OtherSide(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            otherSide._sent.Enqueue(new SentRequest(
                context.Request.Method, context.Request.Path, headers, await reader.ReadToEndAsync(context.RequestAborted)));
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return otherSide;
    }

    public LiveKitClient Client(LiveKitOptions? options = null) =>
        new(_app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(), options ?? Options, Time);

    /// <summary>Closes the port; whoever calls from now on is refused.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
