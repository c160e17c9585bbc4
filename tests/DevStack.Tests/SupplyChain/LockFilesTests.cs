using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrleansCalls.DevStack.Tests.SupplyChain;

/// <summary>What the programs and their tests are made of is written down exactly, and names no place that it was taken from.</summary>
public sealed partial class LockFilesTests
{
    [Fact]
    public void EveryProject_HasALockFile() =>
        Assert.All(LockFiles.Find("*.csproj"), project =>
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project));

    [Fact]
    public void EveryNodeFolder_HasALockFile() =>
        Assert.All(LockFiles.Find("package.json"), package =>
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(package)!, "package-lock.json")), package));

    [Fact]
    public void LockFiles_NameNoRegistry()
    {
        Assert.All(LockFiles.Find("packages.lock.json"), path =>
            Assert.DoesNotContain("://", File.ReadAllText(path), StringComparison.Ordinal));
        Assert.All(LockFiles.Find("package-lock.json"), path =>
            Assert.DoesNotContain("\"resolved\"", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact]
    public void CentralVersions_AreExact()
    {
        var versions = XDocument.Load(Path.Combine(LockFiles.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToList();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(ExactVersion(), version.Attribute("Version")!.Value));
    }

    [Fact]
    public void NodeVersions_AreExact() =>
        Assert.All(LockFiles.Find("package.json"), path =>
        {
            using var package = LockFiles.Read(path);
            Assert.All(package.RootElement.GetProperty("dependencies").EnumerateObject(), dependency =>
                Assert.Matches(ExactVersion(), dependency.Value.GetString()));
        });

    [Fact]
    public void Tools_AreExact()
    {
        using var manifest = LockFiles.Read(Path.Combine(LockFiles.Root, ".config", "dotnet-tools.json"));
        Assert.All(manifest.RootElement.GetProperty("tools").EnumerateObject(), tool =>
        {
            Assert.Matches(ExactVersion(), tool.Value.GetProperty("version").GetString());
            Assert.Equal(JsonValueKind.False, tool.Value.GetProperty("rollForward").ValueKind);
        });
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$")]
    private static partial Regex ExactVersion();
}
