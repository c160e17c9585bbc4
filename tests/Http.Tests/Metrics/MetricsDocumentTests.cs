using System.Text.RegularExpressions;

namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>docs/operations.md tells of each metric of ours, and its alerts ask for what there is.</summary>
[Collection(typeof(OneWholeCall))]
public sealed partial class MetricsDocumentTests(MetricsFixture shared)
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "operations.md"));

    private readonly List<MetricFamily> _ours = [.. shared.Silo.Families.Concat(shared.Front.Families)
        .Where(f => f.Name.StartsWith("orleans_calls_", StringComparison.Ordinal)).DistinctBy(f => f.Name)];

    [Fact]
    public void Table_HasEachMetricWithItsLabels()
    {
        var table = Row().Matches(s_document).Select(row => $"{row.Groups[1].Value}: {string.Join(", ", row.Groups[2].Value.Split(['`', ',', ' '], StringSplitOptions.RemoveEmptyEntries))}");
        var exposed = _ours.Select(f => $"{f.Name}: {string.Join(", ", f.Samples.SelectMany(s => s.Labels.Keys).Where(l => l is not "le").Distinct().Order(StringComparer.Ordinal))}");

        Assert.Equal(exposed.Order(StringComparer.Ordinal), table.Select(Sorted).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_AskForSeriesThatThereAre()
    {
        var asked = Selector().Matches(s_document[s_document.IndexOf("groups:", StringComparison.Ordinal)..]).ToList();

        Assert.True(asked.Count >= 7, "no alerts were found");
        foreach (var selector in asked)
        {
            var name = selector.Groups["name"].Value;
            var family = _ours.SingleOrDefault(f => f.Samples.Any(s => s.Name == name));
            Assert.True(family is not null, name);
            foreach (var value in selector.Groups["values"].Value.Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.Contains(family.Samples, s => s.Labels.ContainsKey(selector.Groups["label"].Value));
                Assert.Matches($@"\b{value}\b", family.Help);
            }
        }
    }

    [Fact]
    public void Help_NamesEachValueThatALabelHas() =>
        Assert.Equal("", string.Join('\n', _ours.SelectMany(f => f.Samples.SelectMany(s => s.Labels)
            .Where(l => l.Key is not "le" and not "event" and not "method" && !Regex.IsMatch(f.Help, $@"\b{Regex.Escape(l.Value)}\b"))
            .Select(l => $"{f.Name}: {l.Key}={l.Value}")).Distinct()));

    private static string Sorted(string row) =>
        $"{row.Split(": ")[0]}: {string.Join(", ", row.Split(": ")[1].Split(", ").Order(StringComparer.Ordinal))}";

    [GeneratedRegex(@"^\| `(orleans_calls_\w+)` \|(.*?)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""
        (?<name>orleans_calls_\w+)(\{(?<label>\w+)=~?"(?<values>[^"]*)"\})?
        """)]
    private static partial Regex Selector();
}
