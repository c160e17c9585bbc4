using System.Text;
using System.Text.Json;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>
/// Reads what came instead of an answer: Twirp's JSON <c>{"code","msg","meta"}</c>, or a body from outside of Twirp – LiveKit's plain
/// text for a bad token (401) or a request too large (413), a proxy's page.
/// </summary>
internal static class TwirpError
{
    private const int LongestText = 300;

    public static LiveKitException From(string method, int status, string? mediaType, byte[] body)
    {
        var (code, text) = ReadTwirp(body) ?? ("", mediaType is "text/plain" ? Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 4 * LongestText))) : "");
        var parts = new[] { $"LiveKit {method}", $"{status} {code}".TrimEnd(), OneLine(text) };
        return new LiveKitException(string.Join(": ", parts.Where(part => part is not "")), status, code);
    }

    private static (string Code, string Text)? ReadTwirp(byte[] body)
    {
        try
        {
            var (code, text) = ProtoJson.Read(body, static error => (error.Text("code"), error.Text("msg")));
            return code is "" ? null : (OneLine(code), text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Short and fit for a log; a token that somebody on the way echoes does not pass.</summary>
    private static string OneLine(string text)
    {
        var words = text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Contains("eyJ", StringComparison.Ordinal) ? "[token]" : word);
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }
}
