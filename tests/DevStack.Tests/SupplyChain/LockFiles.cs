using System.Text.Json;

namespace OrleansCalls.DevStack.Tests.SupplyChain;

/// <summary>What the lock files of the checkout say.</summary>
internal static class LockFiles
{
    public static string Root { get; } = Checkout.Find().Root;

    /// <summary>Every file of the checkout with this name, but for what was built, installed or kept locally.</summary>
    public static IReadOnlyList<string> Find(string pattern) => [.. Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Root, path).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".local"))
        .Order(StringComparer.Ordinal)];

    /// <summary>The NuGet packages that a <c>packages.lock.json</c> names, with their versions.</summary>
    public static IEnumerable<(string Name, string Version)> NuGet(string lockFile)
    {
        using var document = Read(lockFile);
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() is not "Project")
            .Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!))];
    }

    /// <summary>The npm packages that a <c>package-lock.json</c> names; the licence is null where it names none.</summary>
    public static IEnumerable<(string Name, string? Licence)> Npm(string lockFile)
    {
        using var document = Read(lockFile);
        return [.. document.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0) // the empty one is the folder itself
            .Select(package => (
                package.Name.Split("node_modules/")[^1],
                package.Value.TryGetProperty("license", out var licence) ? licence.GetString() : null))];
    }

    public static JsonDocument Read(string path) => JsonDocument.Parse(File.ReadAllText(path));
}
