using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Grains.Tests.Hosting;

/// <summary>A language model that does what a test says, and never says the same twice.</summary>
internal sealed class TestModel : ISummaryModel
{
    private int _asked;
    private int _asking;
    private TaskCompletionSource? _gate;

    public bool IsConfigured => true;

    public bool Fails { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    /// <summary>How often at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Does not answer from now on, until <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public async Task<SummaryDraft> SummariseAsync(IReadOnlyList<TranscriptLine> lines, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _asking));
        try
        {
            await (_gate?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            return Fails ? throw new SummaryModelException("away") : new SummaryDraft
            {
                Text = $"Answer {number}, of {lines.Count} lines.",
                Decisions = [],
                NextActions = [],
            };
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }
}
