using System.Diagnostics.Metrics;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Counts summaries by who made them, and what became of the decisions and next actions that the model named.</summary>
public sealed class SummaryMeter
{
    public const string Name = "OrleansCalls.Grains";

    private readonly Counter<long> _items;
    private readonly Counter<long> _summaries;
    private readonly Histogram<double> _durations;

    public SummaryMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _items = meter.CreateCounter<long>(
            "orleans_calls.summary_items",
            "{item}",
            "Decisions and next actions that the model named, by kind: decision, next_action; and outcome: kept, uncited, not_carried");
        _summaries = meter.CreateCounter<long>(
            "orleans_calls.summaries",
            "{summary}",
            "Summaries made, by outcome: model; heuristic, where there is no model or nothing was said; failed, where the heuristic stands in for the model");
        _durations = meter.CreateHistogram(
            "orleans_calls.summary_model_duration",
            "s",
            "How long the model takes to summarise, or to fail to",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30] });
        foreach (var outcome in new[] { "model", "heuristic", "failed" })
        {
            Summarised(0, outcome);
        }
    }

    internal void ModelSummarised(TimeSpan took) => Asked("model", took);

    internal void ModelFailed(TimeSpan took) => Asked("failed", took);

    internal void HeuristicSummarised() => Summarised(1, "heuristic");

    internal void Count(string kind, ItemVerdict verdict) => _items.Add(
        1,
        new KeyValuePair<string, object?>("kind", kind),
        new KeyValuePair<string, object?>("outcome", verdict switch
        {
            ItemVerdict.Kept => "kept",
            ItemVerdict.Uncited => "uncited",
            _ => "not_carried",
        }));

    private void Asked(string outcome, TimeSpan took)
    {
        Summarised(1, outcome);
        _durations.Record(took.TotalSeconds);
    }

    private void Summarised(int summaries, string outcome) => _summaries.Add(summaries, new KeyValuePair<string, object?>("outcome", outcome));
}
