using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>Writes a duration as LiveKit's uint32 of whole seconds, rounded up so that a part of a second is not 'the default'.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(checked((uint)Math.Ceiling(value.TotalSeconds)));
}
