using System.Text.Json;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>A language model on loopback that speaks OpenAI's chat completions, and never says the same twice.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private ModelServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", AnswerAsync);
    }

    public string BaseUrl => $"{_app.Urls.Single()}/v1";

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    /// <summary>Whether it answers 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>The only key that it takes; any where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The only model that it has; any where there is none.</summary>
    public string? Model { get; init; }

    public static async Task<ModelServer> StartAsync(string? key = null, string? model = null)
    {
        var server = new ModelServer { Key = key, Model = model };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var asked = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
        var number = Interlocked.Increment(ref _asked);
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (Key is not null && context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            await RefuseAsync(StatusCodes.Status401Unauthorized, "invalid_api_key");
            return;
        }

        if (Model is not null && asked.GetProperty("model").GetString() != Model)
        {
            await RefuseAsync(StatusCodes.Status404NotFound, "model_not_found");
            return;
        }

        var summary = JsonSerializer.Serialize(new
        {
            summary = $"They spoke of pricing, says answer {number}.",
            decisions = new[] { "Raise the price." },
            nextActions = new[] { "Call the customer.", "Ask why.", "Write it down." },
        });
        await context.Response.WriteAsJsonAsync(new
        {
            id = "chatcmpl-1",
            @object = "chat.completion",
            created = 1_700_000_000,
            model = "test",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = summary } } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        });

        // As OpenAI does, which says in its message what it was asked with.
        Task RefuseAsync(int status, string code)
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new
            {
                error = new { message = $"Refused: {context.Request.Headers.Authorization} {asked.GetProperty("model")}", type = "invalid_request_error", code },
            });
        }
    }
}
