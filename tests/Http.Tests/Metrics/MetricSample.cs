namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>One line of a page of metrics.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>What no other line may have.</summary>
    public string Series { get; } = $"{Name}{{{string.Join(',', Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}}}";

    /// <summary>The histogram that a bucket, sum or count belongs to.</summary>
    public string OfHistogram { get; } = string.Join(',', Labels.Where(l => l.Key is not "le").OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
}
