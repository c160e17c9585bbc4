using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Interfaces;

/// <summary>
/// What LiveKit and others say of a failure, fit for a call's user: without addresses. They tell of the inside of a network, and one
/// of an object may open it to whoever has it.
/// </summary>
public static partial class OutsideWords
{
    private const int Longest = 1000;
    private const string Instead = "(an address)";

    /// <summary>The words without URLs, hosts, IP addresses and ports, at most 1,000 characters of them.</summary>
    public static string Plain(string words)
    {
        var cut = words.Length > Longest ? string.Concat(words.AsSpan(0, Longest), "…") : words;
        return Host().Replace(IPv6().Replace(IPv4().Replace(Url().Replace(cut, Instead), Instead), Instead), Instead);
    }

    [GeneratedRegex("""[A-Za-z][A-Za-z0-9+.-]*://[^\s"']+""", RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\w.]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex IPv4();

    // Times of day have two colons at most.
    [GeneratedRegex(@"\[?(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{0,4}(?:%\w+)?\]?(?::\d+)?(?![\w:])|\[[0-9A-Fa-f:]*::[0-9A-Fa-f:]*\](?::\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex IPv6();

    // With dots or with a port; names of files are none, nor are rooms, which hold an underscore.
    [GeneratedRegex(@"(?<![\w@/.-])(?:(?:[A-Za-z0-9-]+\.)+(?!(?:ogg|json|mp4|m3u8)\b)[A-Za-z]{2,}(?::\d+)?|[A-Za-z][A-Za-z0-9-]*:\d{2,5})(?![\w/@-])", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
