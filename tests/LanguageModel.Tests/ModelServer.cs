using System.Collections.Concurrent;
using System.Text.Json;

namespace OrleansCalls.LanguageModel.Tests;

/// <summary>A server of OpenAI's chat completions on loopback that answers as told, in turn; the last answer stands.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ModelAnswer> answers;
    private readonly ConcurrentQueue<ModelRequest> requests = [];
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication app;

    private ModelServer(ModelAnswer[] answers)
    {
        this.answers = new(answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/chat/completions", HandleAsync);
    }

    public string BaseUrl => $"{app.Urls.Single()}/v1";

    public IReadOnlyList<ModelRequest> Requests => [.. requests];

    /// <summary>Completes when the first request has arrived.</summary>
    public Task Asked => asked.Task;

    public static async Task<ModelServer> StartAsync(params ModelAnswer[] answers)
    {
        var server = new ModelServer(answers);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        requests.Enqueue(new ModelRequest($"{context.Request.Headers.Authorization}", body.RootElement.Clone()));
        asked.TrySetResult();
        var answer = answers.Count > 1 && answers.TryDequeue(out var next) ? next : answers.First();
        await answer(context);
    }
}
