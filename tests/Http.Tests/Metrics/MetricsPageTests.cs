namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>The reader that the other tests trust refuses what the format forbids.</summary>
public sealed class MetricsPageTests
{
    private const string Histogram = "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\na_sum 3\na_count 2\n";

    [Theory]
    [InlineData("# TYPE a_total counter\na_total{x=\"1\",y=\"a\\\\b\\\"c\\nd\"} 1\n# HELP b Words.\n# TYPE b gauge\nb -1.5e3\n")]
    [InlineData(Histogram)]
    [InlineData("# TYPE a gauge\na{} NaN\n")]
    public void Parse_WellFormed_IsRead(string text) => Assert.NotEmpty(MetricsPage.Parse(text).Families);

    [Theory]
    [InlineData("# TYPE a gauge\na 1")]
    [InlineData("# TYPE a gauge\r\na 1\n")]
    [InlineData("a 1\n")]
    [InlineData("# TYPE a gauge\nb 1\n")]
    [InlineData("# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# TYPE a gauge\na{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\n# TYPE a gauge\na 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"1} 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"\\d\"} 1\n")]
    [InlineData("# TYPE a gauge\na{x=\"1\",} 1\n")]
    [InlineData("# TYPE a gauge\na{x.y=\"1\"} 1\n")]
    [InlineData("# TYPE a gauge\na one\n")]
    [InlineData("# TYPE a.b gauge\na.b 1\n")]
    [InlineData("# TYPE a counter\na 1\n")]
    [InlineData("# TYPE a_total counter\na_total -1\n")]
    [InlineData("# TYPE orleans_calls_a gauge\norleans_calls_a 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 3\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 3\na_bucket{le=\"+Inf\"} 2\na_sum 3\na_count 2\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"+Inf\"} 2\na_sum 3\na_count 1\n")]
    public void Parse_Malformed_IsRefused(string text) => Assert.Throws<FormatException>(() => MetricsPage.Parse(text));
}
