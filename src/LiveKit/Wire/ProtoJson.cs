using System.Text.Json;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>
/// Reads protobuf messages written as JSON, in both of LiveKit's dialects: Twirp answers are snake_case with every default
/// written, webhooks are lowerCamelCase with defaults left out. What is not asked for is never kept (<c>turn_password</c>).
/// </summary>
internal static class ProtoJson
{
    /// <exception cref="JsonException">Not JSON, nested deeper than 64, not an object, or a member of a kind that its field cannot have.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<ProtoObject, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(ProtoObject.From(document.RootElement));
        }
        catch (InvalidOperationException e) // text that is not Unicode shows only when it is read
        {
            throw new JsonException("Text that is not Unicode.", e);
        }
    }
}
