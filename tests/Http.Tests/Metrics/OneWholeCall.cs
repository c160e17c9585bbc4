namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>Tests that look at what one silo and one front have counted.</summary>
[CollectionDefinition]
public sealed class OneWholeCall : ICollectionFixture<MetricsFixture>;
