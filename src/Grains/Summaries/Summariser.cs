using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Summarises a call: by the model where there is one and it answers in time, else by rule.</summary>
public sealed partial class Summariser(
    ISummaryModel model,
    IOptions<SummariserOptions> options,
    TimeProvider time,
    ILogger<Summariser> logger)
{
    /// <summary>Summarises these lines. It does not fail when the model does.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SummaryResult> SummariseAsync(
        IReadOnlyList<TranscriptLine> lines,
        CancellationToken cancellationToken)
    {
        if (!model.IsConfigured || lines.Count is 0)
        {
            return new SummaryResult { Summary = HeuristicSummary.Of(lines) };
        }

        try
        {
            var summary = await AskAsync(lines, cancellationToken);
            LogSummarised(lines.Count);
            return new SummaryResult { Summary = summary };
        }
        catch (SummaryModelException failure)
        {
            LogModelFailed(lines.Count, failure.Reason);
            return new SummaryResult
            {
                Summary = HeuristicSummary.Of(lines),
                Provisional = true,
                ModelFailure = failure.Reason,
            };
        }
    }

    private async Task<CallSummary> AskAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken)
    {
        var limit = options.Value.ModelLimit;
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            // The wait ends at the limit also where the model's client does not listen to its token.
            return await model.SummariseAsync(lines, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SummaryModelException($"no answer within {limit.TotalSeconds:0.#} s");
        }
    }

    [LoggerMessage(LogLevel.Information, "The model summarised {Lines} lines")]
    private partial void LogSummarised(int lines);

    [LoggerMessage(LogLevel.Warning, "The model did not summarise {Lines} lines, the heuristic did: {Reason}")]
    private partial void LogModelFailed(int lines, string reason);
}
