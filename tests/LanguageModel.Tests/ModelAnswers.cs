using System.Text.Json;

namespace OrleansCalls.LanguageModel.Tests;

/// <summary>What a model's server may answer.</summary>
internal static class ModelAnswers
{
    public const string Good =
        """{"summary":"A customer leaves.","decisions":[{"text":"Call her.","evidence":[2]}],"nextActions":[{"text":"Call her today.","evidence":[2,1]}]}""";

    public static readonly ModelAnswer Hang = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    /// <summary>A completion whose text is this.</summary>
    public static ModelAnswer Says(string? text, string finishReason = "stop", string? refusal = null) => Raw(JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1_700_000_000,
        model = "test-model",
        choices = new[]
        {
            new { index = 0, finish_reason = finishReason, message = new { role = "assistant", content = text, refusal } },
        },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    }));

    public static ModelAnswer Raw(string body, int status = 200) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    public static ModelAnswer Fails(int status, string? retryAfter = null, string? location = null) => context =>
    {
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        return Raw("""{"error":{"message":"quoting the-secret-words and sk-secret","type":"error","code":"failed"}}""", status)(context);
    };

    /// <summary>Writes until the client hangs up.</summary>
    public static async Task Endless(HttpContext context)
    {
        var block = new string('a', 64 * 1024);
        await context.Response.WriteAsync("""{"id":""" + '"');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(block, context.RequestAborted);
        }
    }
}
