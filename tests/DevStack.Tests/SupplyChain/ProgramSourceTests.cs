using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrleansCalls.DevStack.Tests.SupplyChain;

/// <summary>What the programs are made of: their own sources, and nothing that runs what comes from outside.</summary>
public sealed partial class ProgramSourceTests
{
    private static readonly string[] s_parts = ["Grains", "Grains.Interfaces", "LiveKit", "Silo", "WebFront"];

    [Fact]
    public void Programs_AreOfThesePartsAlone() // no tests, no samples, no sandbox
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        Add("Silo");
        Add("WebFront");
        Assert.Equal(s_parts, parts.Order(StringComparer.Ordinal));

        void Add(string part)
        {
            if (!parts.Add(part))
                return;
            var project = XDocument.Load(Path.Combine(LockFiles.Root, "src", part, part + ".csproj"));
            foreach (var reference in project.Descendants("ProjectReference"))
                Add(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        }
    }

    [Fact]
    public void Sources_StartNoProcess_EvaluateNothing_AndKeepToSafeMemory()
    {
        var sources = s_parts
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(LockFiles.Root, "src", part), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(sources);
        Assert.Equal("", string.Join('\n', sources.SelectMany(path => Refused().Matches(Comment().Replace(File.ReadAllText(path), "")).Select(found => $"{path}: {found.Value}"))));
    }

    [Theory]
    [InlineData("WebFront/Auth/SecretKeys.cs")] // the agent's and operators' keys
    [InlineData("LiveKit/Tokens/Hs256.cs")] // the signature of LiveKit's webhooks
    [InlineData("LiveKit/Webhooks/WebhookToken.cs")] // the hash of their bodies
    public void Source_ThatComparesWithASecret_TakesTheSameTime(string source)
    {
        var text = Code(source);

        Assert.Contains("CryptographicOperations.FixedTimeEquals(", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(StopsEarly(), text);
    }

    [Fact]
    public void WebhookToken_LeavesItsSignatureToHs256() =>
        Assert.Contains("_signature.IsSigned(", Code("LiveKit/Webhooks/WebhookToken.cs"), StringComparison.Ordinal);

    private static string Code(string source) => Comment().Replace(File.ReadAllText(Path.Combine(LockFiles.Root, "src", source)), "");

    [GeneratedRegex(@"\b(SequenceEqual|SequenceCompareTo|Equals|Compare\w*)\(")]
    private static partial Regex StopsEarly();

    [GeneratedRegex(@"\b(Process\.Start|new Process|ProcessStartInfo|CSharpScript|CSharpCompilation|Assembly\.(?:Unsafe)?Load\w*|DynamicMethod|AssemblyBuilder|DllImport|LibraryImport)\b|\bunsafe\b(?=\s*[{\w])")]
    private static partial Regex Refused();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
