using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>The language model that summarises calls.</summary>
public interface ISummaryModel
{
    /// <summary>Whether there is one; false means that the heuristic summary is final.</summary>
    bool IsConfigured { get; }

    /// <summary>Asks the model. Asking again is harmless, but may be answered otherwise.</summary>
    /// <param name="lines">At least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Text that is not blank, and at most three next actions; nothing of it is compared with the lines yet.</returns>
    /// <exception cref="SummaryModelException">It refused, failed, took too long or answered something else.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken);
}
