using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Summarises a call: by the model where there is one and it answers in time, else by rule.</summary>
public sealed partial class Summariser(
    ISummaryModel model,
    IOptions<SummariserOptions> options,
    TimeProvider time,
    SummaryMeter meter,
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
            meter.HeuristicSummarised();
            return new SummaryResult { Summary = HeuristicSummary.Of(lines) };
        }

        var began = time.GetTimestamp();
        try
        {
            var draft = await AskAsync(lines, cancellationToken);
            meter.ModelSummarised(time.GetElapsedTime(began));
            var made = CheckedSummary.Of(draft, lines);
            Count(made);
            LogSummarised(lines.Count, made.Dropped);
            return new SummaryResult { Summary = made.Summary };
        }
        catch (SummaryModelException failure)
        {
            meter.ModelFailed(time.GetElapsedTime(began));
            LogModelFailed(lines.Count, failure.Reason);
            return new SummaryResult
            {
                Summary = HeuristicSummary.Of(lines),
                Provisional = true,
                ModelFailure = failure.Reason,
            };
        }
    }

    private async Task<SummaryDraft> AskAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken)
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

    private void Count(CheckedSummary made)
    {
        foreach (var verdict in made.Decisions)
        {
            meter.Count("decision", verdict);
        }

        foreach (var verdict in made.NextActions)
        {
            meter.Count("next_action", verdict);
        }
    }

    [LoggerMessage(LogLevel.Information, "The model summarised {Lines} lines; {Dropped} of its decisions and next actions are not in them")]
    private partial void LogSummarised(int lines, int dropped);

    [LoggerMessage(LogLevel.Warning, "The model did not summarise {Lines} lines, the heuristic did: {Reason}")]
    private partial void LogModelFailed(int lines, string reason);
}
