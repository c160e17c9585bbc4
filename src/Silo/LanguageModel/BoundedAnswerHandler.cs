using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>Refuses an answer that is larger than any summary: the client library would read it to the end.</summary>
internal sealed class BoundedAnswerHandler : DelegatingHandler
{
    /// <summary>The largest answer, in bytes.</summary>
    public const int Limit = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(Limit, cancellationToken);
            return response;
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            response.Dispose();
            throw new SummaryModelException("the model's answer was too large");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
