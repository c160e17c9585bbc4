using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>Summarises calls by a server that speaks OpenAI's chat completions.</summary>
internal sealed class OpenAiSummaryModel(
    IOptions<LanguageModelOptions> options,
    IOptions<SummariserOptions> limits,
    IHttpClientFactory http,
    TimeProvider time) : ISummaryModel
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "language-model";

    public bool IsConfigured => options.Value.IsConfigured;

    public async Task<SummaryDraft> SummariseAsync(
        IReadOnlyList<TranscriptLine> lines,
        CancellationToken cancellationToken)
    {
        if (options.Value.ApiKey is not { } key)
        {
            throw new SummaryModelException("no model is configured");
        }

        try
        {
            using var client = Client(key);
            var response = await client.GetResponseAsync<SummaryAnswer>(
                SummaryPrompt.For(lines), Strictly(), useJsonSchemaResponseFormat: true, cancellationToken);
            return SummaryAnswerReader.Read(response);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not SummaryModelException)
        {
            // Any exception: a client library that meets a strange answer throws whatever it stumbles over, and its messages
            // quote the answer, so that neither they nor the exception may go further.
            throw new SummaryModelException(Reason(failure), (failure as ClientResultException)?.Status is > 0 and var status ? status : null);
        }
    }

    // The server shall hold the model to the schema; the reader checks all the same.
    private static ChatOptions Strictly() => new() { AdditionalProperties = new() { ["strict"] = true } };

    // One a call: the factory then renews connections, and there are few calls.
    private IChatClient Client(string key) =>
        new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = options.Value.BaseUrl is { } url ? new Uri(url) : null,
            NetworkTimeout = limits.Value.ModelLimit,
            RetryPolicy = new ModelRetryPolicy(time),
            Transport = new HttpClientPipelineTransport(http.CreateClient(HttpClientName)),
        }).GetChatClient(options.Value.Model ?? LanguageModelOptions.DefaultModel).AsIChatClient();

    private static string Reason(Exception failure) => failure switch
    {
        ClientResultException { Status: > 0 } e => $"the model's server answered {e.Status}",
        ClientResultException or HttpRequestException or IOException => "the model's server could not be reached",
        OperationCanceledException => "the model's server did not answer in time",
        AggregateException { InnerException: { } inner } => Reason(inner),
        _ => $"the model's answer was not understood ({failure.GetType().Name})",
    };
}
