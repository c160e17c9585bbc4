using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrleansCalls.DevStack.Tests.SupplyChain;

/// <summary><c>docs/licences.md</c> names every package and its licence, as the package itself does, and no other.</summary>
public sealed partial class LicencesTests
{
    /// <summary>What may be used beside MIT-licensed work without a second thought. Another licence is a decision, and is added here.</summary>
    private static readonly HashSet<string> s_agreed = new(StringComparer.Ordinal)
    {
        "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "PostgreSQL", "Python-2.0", "Unlicense",
    };

    private readonly List<(string Part, string Name, string Licence)> _page = [.. Page()];

    [Fact]
    public void Page_NamesThePackagesOfThePrograms() =>
        Assert.Equal(NuGetOf("src/"), Names("In the programs"));

    [Fact]
    public void Page_NamesThePackagesOfTests() =>
        Assert.Equal(NuGetOf("tests/", "bench/").Except(NuGetOf("src/")), Names("In tests and benchmarks only"));

    [Fact]
    public void Page_SaysOfNuGetPackagesWhatTheySayThemselves()
    {
        var versions = LockFiles.Find("packages.lock.json").SelectMany(LockFiles.NuGet).ToLookup(package => package.Name, package => package.Version);

        Assert.All(_page.Where(line => versions.Contains(line.Name)), line =>
            Assert.All(versions[line.Name].Distinct(), version => Assert.Equal(Declared(line.Name, version), line.Licence)));
    }

    [Fact]
    public void Page_NamesThePackagesOfNpm()
    {
        var npm = LockFiles.Find("package-lock.json")
            .Where(path => Path.GetRelativePath(LockFiles.Root, path).StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(LockFiles.Npm)
            .Distinct()
            .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(npm, _page.Where(line => line.Part is "From npm, in tests only").Select(line => (line.Name, (string?)line.Licence)));
    }

    [Fact]
    public void ExampleAgent_NamesEveryLicence()
    {
        var example = LockFiles.Npm(Path.Combine(LockFiles.Root, "examples", "agent", "package-lock.json")).ToList();

        Assert.NotEmpty(example);
        Assert.Equal(Names("The example agent"), example.Where(package => package.Licence is null).Select(package => package.Name));
    }

    [Fact]
    public void Page_NamesTheTools()
    {
        using var manifest = LockFiles.Read(Path.Combine(LockFiles.Root, ".config", "dotnet-tools.json"));
        var tools = manifest.RootElement.GetProperty("tools").EnumerateObject().Select(tool => tool.Name);

        Assert.Equal(tools, Names("Tools").Select(name => name.ToLowerInvariant()));
    }

    [Fact]
    public void EveryLicence_IsAgreed() =>
        Assert.All(_page, line => Assert.All(Word().Matches(line.Licence).Select(word => word.Value).Except(["AND", "OR"]), licence =>
            Assert.Contains(licence, s_agreed)));

    private IEnumerable<string> Names(string part) => _page.Where(line => line.Part == part).Select(line => line.Name);

    private static IEnumerable<string> NuGetOf(params string[] folders) => LockFiles.Find("packages.lock.json")
        .Where(path => folders.Any(folder => Path.GetRelativePath(LockFiles.Root, path).StartsWith(folder, StringComparison.Ordinal)))
        .SelectMany(LockFiles.NuGet)
        .Select(package => package.Name)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>From the package itself, which the build unpacked.</summary>
    private static string? Declared(string name, string version)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var id = name.ToLowerInvariant();
        return XDocument.Load(Path.Combine(packages, id, version.ToLowerInvariant(), $"{id}.nuspec"))
            .Descendants()
            .SingleOrDefault(element => element.Name.LocalName is "license" && element.Attribute("type")?.Value is "expression")?
            .Value;
    }

    private static IEnumerable<(string Part, string Name, string Licence)> Page()
    {
        var part = "";
        foreach (var line in File.ReadLines(Path.Combine(LockFiles.Root, "docs", "licences.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                part = line[3..];
            }
            else if (Row().Match(line) is { Success: true } row && row.Groups[1].Value is not "package" and not "---")
            {
                yield return (part, row.Groups[1].Value, row.Groups[2].Value);
            }
        }
    }

    [GeneratedRegex(@"^\| ?([^|]+?) ?\| ?([^|]+?) ?\|$")]
    private static partial Regex Row();

    [GeneratedRegex("[^() ]+")]
    private static partial Regex Word();
}
