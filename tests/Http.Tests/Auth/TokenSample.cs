using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>A good token of <c>Corpus</c> that nobody has signed yet. Whatever once broke something is added there, or as a test of its own.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Header">The header as the file has it.</param>
/// <param name="Claims">The claims, likewise.</param>
internal sealed record TokenSample(string Name, byte[] Header, byte[] Claims)
{
    /// <summary>The key that the header names, if any.</summary>
    public string? Key => JsonNode.Parse(Header)!["kid"]?.GetValue<string>();

    /// <summary>The samples of a folder, by their names.</summary>
    public static IReadOnlyList<TokenSample> Of(string folder) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Auth", "Corpus", folder)).Order(StringComparer.Ordinal).Select(Read)];

    private static TokenSample Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        return new TokenSample(Path.GetFileNameWithoutExtension(path), Part(file, "header"), Part(file, "claims"));
    }

    private static byte[] Part(JsonDocument file, string name) => Encoding.UTF8.GetBytes(file.RootElement.GetProperty(name).GetRawText());
}
