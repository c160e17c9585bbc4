namespace OrleansCalls.WebFront.Requests;

/// <summary>What is wrong with a request, by field. The names are the request's own: <c>participantName</c>, <c>[3].text</c>.</summary>
internal sealed class FieldErrors
{
    /// <summary>The name for what is wrong with a body as a whole.</summary>
    public const string Body = "body";

    /// <summary>Enough for a person; a body of a million wrong items shall not be answered with a million messages.</summary>
    private const int MaxFields = 50;

    private readonly Dictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    public bool Any => _messages.Count > 0;

    public void Add(string field, string message)
    {
        if (_messages.TryGetValue(field, out var messages))
            messages.Add(message);
        else if (_messages.Count < MaxFields)
            _messages.Add(field, [message]);
    }

    public Dictionary<string, string[]> ToDictionary() =>
        _messages.ToDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);
}
