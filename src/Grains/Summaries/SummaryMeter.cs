using System.Diagnostics.Metrics;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Counts what became of the decisions and next actions that the model named.</summary>
public sealed class SummaryMeter
{
    public const string Name = "OrleansCalls.Grains";

    private readonly Counter<long> _items;

    public SummaryMeter(IMeterFactory meters) => _items = meters.Create(Name).CreateCounter<long>(
        "orleans_calls.summary_items",
        "{item}",
        "Decisions and next actions that the model named, by kind: decision, next_action; and outcome: kept, uncited, not_carried");

    internal void Count(string kind, ItemVerdict verdict) => _items.Add(
        1,
        new KeyValuePair<string, object?>("kind", kind),
        new KeyValuePair<string, object?>("outcome", verdict switch
        {
            ItemVerdict.Kept => "kept",
            ItemVerdict.Uncited => "uncited",
            _ => "not_carried",
        }));
}
