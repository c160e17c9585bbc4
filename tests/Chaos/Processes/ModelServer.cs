using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Processes;

/// <summary>
/// A language model on loopback that speaks OpenAI's chat completions. Its summary names the words that it was given by their
/// fingerprint, so that anybody can see whether a summary knows the whole transcript; of its decisions and next actions half are invented.
/// </summary>
internal sealed partial class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ModelServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/chat/completions", AnswerAsync);
    }

    public string BaseUrl => $"{app.Urls.Single()}/v1";

    /// <summary>Away: connections are cut off without an answer.</summary>
    public volatile bool Away;

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<ModelServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new ModelServer();
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        await Task.Delay(Delay, TimeProvider.System, context.RequestAborted);
        if (Away)
        {
            context.Abort();
            return;
        }

        var question = body.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        var text = question.ValueKind is JsonValueKind.String
            ? question.GetString()!
            : string.Concat(question.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
        var summary = JsonSerializer.Serialize(EvidenceCheck.ModelAnswerTo(Transcript().Match(text).Groups[1].Value));
        await context.Response.WriteAsJsonAsync(new
        {
            id = "chatcmpl-chaos",
            @object = "chat.completion",
            created = 1_700_000_000,
            model = "chaos",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = summary } } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        });
    }

    [GeneratedRegex(@"<transcript>\n(.*)\n</transcript>", RegexOptions.Singleline)]
    private static partial Regex Transcript();
}
