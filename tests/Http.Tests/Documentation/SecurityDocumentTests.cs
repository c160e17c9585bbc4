using System.Text.RegularExpressions;
using OrleansCalls.DevStack;

namespace OrleansCalls.Http.Tests.Documentation;

/// <summary>What the pages about security name is there, so that their tables cannot rot.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string s_root = Checkout.Find().Root;

    private static readonly string s_sources = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(s_root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    [Theory]
    [InlineData("SECURITY.md")]
    [InlineData("docs/security.md")]
    [InlineData("docs/security-asvs.md")]
    public void Tests_ThatAPageNames_AreThere(string page)
    {
        var missing = TestName().Matches(Read(page)).Select(name => name.Groups[1].Value).Distinct()
            .Where(name => !Regex.IsMatch(s_sources, $@"\bclass {name}\b"));

        Assert.Equal("", string.Join('\n', missing));
    }

    [Theory]
    [InlineData("SECURITY.md")]
    [InlineData("docs/security.md")]
    [InlineData("docs/security-asvs.md")]
    public void Links_OfAPage_LeadSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(s_root, page))!;
        var dead = Link().Matches(Read(page)).Select(link => (File: link.Groups[1].Value, Heading: link.Groups[2].Value)).Where(link =>
        {
            var file = link.File.Length == 0 ? Path.Combine(s_root, page) : Path.Combine(folder, link.File);
            return !Path.Exists(file) || (link.Heading.Length > 0 && !Headings(File.ReadAllText(file)).Contains(link.Heading));
        });

        Assert.Empty(dead);
    }

    [Fact]
    public void Requirements_AreThereOnceAndInOrder_AndWhatIsMetNamesWhatShowsIt()
    {
        var rows = Row().Matches(Read("docs/security-asvs.md"))
            .Select(row => (Number: Version.Parse(row.Groups[1].Value), Verdict: row.Groups[2].Value.Trim(), Shown: row.Groups[3].Value.Trim()))
            .ToList();

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(row => row.Number).Distinct().Order(), rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.Matches("^(met|in part|not met|not ours)$", row.Verdict));
        Assert.All(rows, row => Assert.NotEmpty(row.Shown));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(s_root, page));

    // As GitHub names them.
    private static HashSet<string> Headings(string text) =>
        [.. Heading().Matches(text).Select(heading => NoAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("`([A-Za-z0-9]+(?:Tests|Properties))`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \|[^|\n]*\|([^|\n]*)\|([^|\n]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
