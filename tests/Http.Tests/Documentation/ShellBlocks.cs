using System.Text.RegularExpressions;

namespace OrleansCalls.Http.Tests.Documentation;

/// <summary>The commands of a document: its fenced blocks marked <c>sh</c>.</summary>
internal static partial class ShellBlocks
{
    public static IReadOnlyList<string> Of(string markdown) => [.. Block().Matches(markdown).Select(m => m.Groups[1].Value)];

    /// <summary>The requests that curl is asked to make, as <c>METHOD /path</c>, with <c>{}</c> where a variable stands.</summary>
    public static IEnumerable<string> Requests(string block) =>
        from Match command in Curl().Matches(Unfolded().Replace(block, " "))
        let text = command.Value
        let url = Address().Match(text)
        where url.Success
        let method = Method().Match(text)
        select (method.Success ? method.Groups[1].Value : Data().IsMatch(text) && !text.Contains(" -G ", StringComparison.Ordinal) ? "POST" : "GET") + " " + Variable().Replace(url.Groups[1].Value, "{}");

    /// <summary>The same form of an operation of the description.</summary>
    public static string Operation(string method, string path) => method.ToUpperInvariant() + " " + Parameter().Replace(path, "{}");

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Unfolded();

    [GeneratedRegex(@"\bcurl\b[^\n]*")]
    private static partial Regex Curl();

    [GeneratedRegex(@"\$API(/[^\s""'?)]*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"-X (\w+)")]
    private static partial Regex Method();

    [GeneratedRegex(@" -d ")]
    private static partial Regex Data();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
