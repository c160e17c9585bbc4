using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>
/// A page in Prometheus' text format 0.0.4, read as strictly as the format's description allows; beyond it every metric must have
/// its type, and ours must say what they are.
/// </summary>
internal sealed partial class MetricsPage
{
    private static readonly string[] s_suffixes = ["_bucket", "_sum", "_count"];

    private MetricsPage(string text, IReadOnlyList<MetricFamily> families) => (Text, Families) = (text, families);

    public string Text { get; }

    public IReadOnlyList<MetricFamily> Families { get; }

    /// <summary>The sum of the samples of this name whose labels are among others these; 0 where there is none.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) => Families.SelectMany(f => f.Samples)
        .Where(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Name) == l.Value))
        .Sum(s => s.Value);

    /// <exception cref="FormatException">The page is not in the format.</exception>
    public static MetricsPage Parse(string text)
    {
        Must(text.EndsWith('\n'), "the last line ends with a line feed", text[Math.Max(0, text.Length - 80)..]);
        Must(!text.Contains('\r', StringComparison.Ordinal), "lines end with a line feed alone", "");
        var families = new List<MetricFamily>();
        var (help, type, name, samples) = ("", "", "", new List<MetricSample>());
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } helps)
            {
                Begin(helps.Groups[1].Value, line);
                Must(help is "", "a metric has one help", line);
                help = helps.Groups[2].Value;
            }
            else if (Type().Match(line) is { Success: true } types)
            {
                Begin(types.Groups[1].Value, line);
                Must(type is "" && samples.Count is 0, "a metric has one type, before its samples", line);
                type = types.Groups[2].Value;
            }
            else
            {
                Must(!line.StartsWith('#'), "a comment is help or type", line);
                var sample = Sample(line);
                var own = type is "histogram" ? s_suffixes.Any(s => sample.Name == name + s) : sample.Name == name;
                Must(own, $"a sample belongs to the metric before it, {name}", line);
                samples.Add(sample);
            }
        }

        End();
        var twice = families.SelectMany(f => f.Samples).GroupBy(s => s.Series).FirstOrDefault(g => g.Count() > 1)?.Key;
        Must(twice is null, "a series is there once", twice ?? "");
        return new MetricsPage(text, families);

        void Begin(string next, string line)
        {
            if (next == name)
                return;
            End();
            Must(families.TrueForAll(f => f.Name != next), "a metric is one group", line);
            (name, help, type, samples) = (next, "", "", []);
        }

        void End()
        {
            if (name is "")
                return;
            Must(type is not "" && (help is not "" || !name.StartsWith("orleans_calls_", StringComparison.Ordinal)), "a metric has a type, and ours have help", name);
            var family = new MetricFamily(name, type, help, samples);
            Check(family);
            families.Add(family);
        }
    }

    private static void Check(MetricFamily family)
    {
        if (family.Type is "counter")
            Must(family.Name.EndsWith("_total", StringComparison.Ordinal) && family.Samples.All(s => s.Value >= 0), "a counter is a total and not negative", family.Name);
        if (family.Type is not "histogram")
            return;
        foreach (var histogram in family.Samples.GroupBy(s => s.OfHistogram))
        {
            var buckets = histogram.Where(s => s.Name == family.Name + "_bucket").Select(s => (Bound: Number(s.Labels["le"]), s.Value)).ToList();
            Must(buckets.Count > 0 && double.IsPositiveInfinity(buckets[^1].Bound), "the last bucket takes all", $"{family.Name} {histogram.Key}");
            Must(buckets.Zip(buckets.Skip(1)).All(b => b.First.Bound < b.Second.Bound && b.First.Value <= b.Second.Value), "buckets grow", $"{family.Name} {histogram.Key}");
            Must(histogram.Single(s => s.Name == family.Name + "_count").Value == buckets[^1].Value, "the count is the last bucket's", $"{family.Name} {histogram.Key}");
            Must(histogram.Count(s => s.Name == family.Name + "_sum") is 1, "there is one sum", $"{family.Name} {histogram.Key}");
        }
    }

    private static MetricSample Sample(string line)
    {
        var match = Line().Match(line);
        Must(match.Success, "a sample is a name, labels and a value", line);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in match.Groups["label"].Captures.Zip(match.Groups["text"].Captures))
        {
            var text = Escape().Replace(label.Second.Value, e => e.Value switch { @"\n" => "\n", _ => e.Value[1..] });
            Must(labels.TryAdd(label.First.Value, text), "a label is there once", line);
        }

        return new MetricSample(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void Must(bool holds, string rule, string where)
    {
        if (!holds)
            throw new FormatException($"Not so: {rule}: {where}");
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex Type();

    [GeneratedRegex("""
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<text>([^"\\]|\\\\|\\"|\\n)*)"(,(?!\})|(?=\})))*\})? (?<value>[^ ]+)( -?[0-9]+)?$
        """)]
    private static partial Regex Line();

    [GeneratedRegex(@"\\[\\""n]")]
    private static partial Regex Escape();
}
