namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The first header of this name.</summary>
    public string? this[string name] => Headers.FirstOrDefault(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Whether the server reads on.</summary>
    public bool KeepsOpen => this["Connection"] is not "close" && (this["Content-Length"] ?? this["Transfer-Encoding"]) is not null;
}
