using System.Text.Json;

namespace OrleansCalls.WebFront.Requests;

/// <summary>
/// A value within a request's JSON, read by hand so that every wrong field is named at once, fields that nobody knows are
/// passed over, and text that cannot be stored is refused where it stands. Null counts as absent.
/// </summary>
internal readonly struct JsonField(JsonElement element, string path, FieldErrors errors)
{
    public bool IsAbsent => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>A member of this object; absent when this is none.</summary>
    public JsonField this[string name] => new(
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default,
        path.Length == 0 ? name : $"{path}.{name}",
        errors);

    /// <summary>Complains about this value.</summary>
    public void Refuse(string message) => errors.Add(path.Length == 0 ? FieldErrors.Body : path, message);

    /// <summary>Whether this is an object; anything else is refused, absent too.</summary>
    public bool IsObject() => IsKind(JsonValueKind.Object, "must be an object");

    /// <summary>The items of this array; empty after a complaint.</summary>
    public IReadOnlyList<JsonField> Items(int min, int max)
    {
        if (!IsKind(JsonValueKind.Array, "must be an array"))
            return [];
        var count = element.GetArrayLength();
        if (count < min || count > max)
        {
            Refuse(min == 0 ? $"must have at most {max} items" : $"must have {min} to {max} items");
            return [];
        }

        var items = new List<JsonField>(count);
        foreach (var item in element.EnumerateArray())
            items.Add(new JsonField(item, $"{path}[{items.Count}]", errors));
        return items;
    }

    /// <summary>The text, which must be there; null after a complaint.</summary>
    public string? Text(int min, int max)
    {
        if (!IsKind(JsonValueKind.String, "must be a string") || ReadText() is not { } text)
            return null;
        if (text.Length >= min && text.Length <= max)
            return text;
        Refuse(min == 0 ? $"must have at most {max} characters" : $"must have {min} to {max} characters");
        return null;
    }

    /// <summary>The name, which must be there: not empty, at most 256 bytes; null after a complaint.</summary>
    public string? Name(int maxChars = 256)
    {
        if (!IsKind(JsonValueKind.String, "must be a string") || ReadText() is not { } text)
            return null;
        if (RequestText.WhyNoName(text, maxChars) is not { } reason)
            return text;
        Refuse(reason);
        return null;
    }

    /// <summary>One of the known words, which must be there; null after a complaint.</summary>
    public T? Choice<T>(Func<string, T?> parse, string words) where T : struct
    {
        if (element.ValueKind is JsonValueKind.String && ReadText() is { } text && parse(text) is { } value)
            return value;
        Refuse(IsAbsent ? "is required" : $"must be {words}");
        return null;
    }

    /// <summary>The whole number, which must be there and not negative; null after a complaint.</summary>
    public int? Count()
    {
        if (element.ValueKind is JsonValueKind.Number && element.TryGetDouble(out var number)
            && number is >= 0 and <= int.MaxValue && double.IsInteger(number))
            return (int)number;
        Refuse(IsAbsent ? "is required" : "must be an integer of 0 or more");
        return null;
    }

    /// <summary>The time, which must be there, as ISO 8601 with an offset; null after a complaint.</summary>
    public DateTimeOffset? Time()
    {
        if (element.ValueKind is JsonValueKind.String && ReadText() is { } text && Iso8601.Parse(text) is { } time)
            return time;
        Refuse(IsAbsent ? "is required" : Iso8601.Expectation);
        return null;
    }

    /// <summary>True or false, which must be there; null after a complaint.</summary>
    public bool? Flag()
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return element.GetBoolean();
        Refuse(IsAbsent ? "is required" : "must be true or false");
        return null;
    }

    /// <summary>A number as it was written; null when this is none.</summary>
    public string? NumberText() => element.ValueKind is JsonValueKind.Number ? element.GetRawText() : null;

    private bool IsKind(JsonValueKind kind, string message)
    {
        if (element.ValueKind == kind)
            return true;
        Refuse(IsAbsent ? "is required" : message);
        return false;
    }

    private string? ReadText()
    {
        try
        {
            var text = element.GetString()!;
            if (RequestText.WhyUnfit(text) is not { } reason)
                return text;
            Refuse(reason);
        }
        catch (InvalidOperationException) // an escaped half surrogate pair, or bytes that are no UTF-8
        {
            Refuse("must not contain half a surrogate pair or bytes that are no UTF-8");
        }

        return null;
    }
}
