namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>The samples of one metric.</summary>
internal sealed record MetricFamily(string Name, string Type, string Help, IReadOnlyList<MetricSample> Samples);
