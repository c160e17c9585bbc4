using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>A language model on loopback whose answer a test writes.</summary>
internal sealed class CitingModel : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CitingModel(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            var request = (await JsonNode.ParseAsync(context.Request.Body))!;
            var question = request["messages"]!.AsArray()[^1]!["content"]!;
            Asked = question.GetValueKind() is JsonValueKind.Array ? question[0]!["text"]!.GetValue<string>() : question.GetValue<string>();
            var message = new JsonObject { ["role"] = "assistant", ["content"] = answer };
            return Results.Json(new JsonObject
            {
                ["id"] = "chatcmpl-1",
                ["object"] = "chat.completion",
                ["created"] = 1_700_000_000,
                ["model"] = "test",
                ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = "stop", ["message"] = message }),
            });
        });
    }

    public string BaseUrl => $"{_app.Urls.Single()}/v1";

    /// <summary>The transcript of the last question.</summary>
    public string? Asked { get; private set; }

    public static async Task<CitingModel> StartAsync(string answer)
    {
        var model = new CitingModel(answer);
        await model._app.StartAsync(TestContext.Current.CancellationToken);
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
