using System.Buffers.Text;
using System.Text;

namespace OrleansCalls.LiveKit.Tests;

/// <summary>One request as it came over the wire.</summary>
public sealed record SentRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The claims of the bearer token, as text.</summary>
    public string Claims => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Headers["Authorization"].Split(' ', '.')[2]));
}
