using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Tests.SupplyChain;

/// <summary><c>./dev sbom</c> names all that the programs are made of.</summary>
public sealed class SbomTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleanscalls-sbom-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Sbom_NamesEveryPackageWithHashAndLicence()
    {
        await ChildProcess.RunAsync(new ChildCommand
        {
            Name = "./dev sbom",
            Program = Path.Combine(LockFiles.Root, "dev"),
            Arguments = ["sbom"],
            LogPath = Path.Combine(_folder.FullName, "log"),
            WorkingDirectory = LockFiles.Root,
        }).WaitAsync(TimeSpan.FromMinutes(4));

        Assert.All(["Silo", "WebFront"], Check);
    }

    private static void Check(string program)
    {
        using var bill = LockFiles.Read(Path.Combine(LockFiles.Root, ".local", "sbom", $"{program}.cdx.json"));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToList();

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Equal(
            LockFiles.NuGet(Path.Combine(LockFiles.Root, "src", program, "packages.lock.json")).Order(),
            components.Select(c => (c.GetProperty("name").GetString()!, c.GetProperty("version").GetString()!)).Order());
        Assert.All(components, component =>
        {
            Assert.NotEmpty(component.GetProperty("hashes").EnumerateArray());
            Assert.NotEmpty(component.GetProperty("licenses").EnumerateArray());
        });
    }
}
