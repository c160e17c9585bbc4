using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>
/// One message. Fields are asked for by their lowerCamelCase name and found under the snake_case one as well; an absent or null
/// field is its proto3 default. A member of the wrong kind is a <see cref="JsonException"/>.
/// </summary>
internal readonly struct ProtoObject
{
    private static readonly ConcurrentDictionary<string, string> s_snakeNames = new(StringComparer.Ordinal);

    private readonly JsonElement _element;

    private ProtoObject(JsonElement element) => _element = element;

    public static ProtoObject From(JsonElement element) => element.ValueKind is JsonValueKind.Object
        ? new ProtoObject(element)
        : throw new JsonException("A message that is not an object.");

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => Find(name) switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        _ => throw WrongKind(name),
    };

    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw WrongKind(name),
    };

    /// <summary>A whole number, written as a number or as a string (as int64 is); null when absent or beyond 64 bits.</summary>
    public long? Number(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => value.TryGetInt64(out var number) ? number : null,
        { ValueKind: JsonValueKind.String } value => Parse(value.GetString()!, name),
        _ => throw WrongKind(name),
    };

    /// <summary>A count or a size: never negative, and held at the greatest that fits.</summary>
    public int Count(string name) => (int)Math.Clamp(Number(name) ?? 0, 0, int.MaxValue);

    public T Value<T>(string name, ProtoEnum<T> values) where T : struct, Enum => Find(name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.String } value => values.Named(value.GetString()!),
        { ValueKind: JsonValueKind.Number } => values.Numbered(Number(name)),
        _ => throw WrongKind(name),
    };

    public T? Message<T>(string name, Func<ProtoObject, T> read) where T : class =>
        Find(name) is { } value ? read(From(value)) : null;

    public IReadOnlyList<T> List<T>(string name, Func<ProtoObject, T> read) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => read(From(item)))],
        _ => throw WrongKind(name),
    };

    private JsonElement? Find(string name) =>
        (_element.TryGetProperty(name, out var value) || _element.TryGetProperty(SnakeName(name), out value))
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    private static string SnakeName(string name) => s_snakeNames.GetOrAdd(name, JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static long? Parse(string text, string name) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null
        : throw WrongKind(name);

    private static JsonException WrongKind(string name) => new($"'{name}' is of another kind.");
}
