using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>The language model, where there is one: it fails never, now and then or often, and never says the same twice.</summary>
internal sealed class WorldModel(Random random) : ISummaryModel
{
    private readonly int _failsOfFour = random.Next(3);
    private int _made;

    public bool IsConfigured { get; } = random.Next(3) > 0;

    public Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken) =>
        random.Next(4) < _failsOfFour
            ? throw new SummaryModelException("away")
            : Task.FromResult(new SummaryDraft
            {
                Text = $"Made for the {++_made}. time.",
                Decisions = [],
                NextActions = [],
            });
}
