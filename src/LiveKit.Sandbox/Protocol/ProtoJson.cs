using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary>
/// LiveKit's messages as JSON, as protojson writes and reads them: int64 as strings, enums by name, unknown members ignored,
/// and both <c>snake_case</c> and <c>lowerCamelCase</c> accepted.
/// </summary>
internal static class ProtoJson
{
    /// <summary>What the Twirp routes speak: snake_case, every default written, unset messages <c>null</c>, unset oneof members left out.</summary>
    public static JsonSerializerOptions Twirp { get; } = Make(JsonNamingPolicy.SnakeCaseLower, writeDefaults: true);

    /// <summary>What webhooks carry: lowerCamelCase, defaults left out.</summary>
    public static JsonSerializerOptions Webhook { get; } = Make(JsonNamingPolicy.CamelCase, writeDefaults: false);

    /// <summary>What the control API answers: lowerCamelCase with every default, so that tests need not guess.</summary>
    public static JsonSerializerOptions Control { get; } = Make(JsonNamingPolicy.CamelCase, writeDefaults: true);

    private static JsonSerializerOptions Make(JsonNamingPolicy naming, bool writeDefaults) => new()
    {
        PropertyNamingPolicy = naming,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => Adapt(type, writeDefaults) } },
    };

    private static void Adapt(JsonTypeInfo type, bool writeDefaults)
    {
        foreach (var property in type.Properties.ToList())
        {
            if (property.PropertyType == typeof(long))
                property.NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;

            if (property.AttributeProvider?.IsDefined(typeof(OneOfAttribute), inherit: false) is true)
                property.ShouldSerialize = static (_, value) => value is not null;
            else if (!writeDefaults)
                property.ShouldSerialize = static (_, value) => !IsDefault(value);

            IgnoreNull(property);
            AcceptOtherSpelling(type, property);
        }
    }

    /// <summary>protojson takes <c>null</c> for any field as 'not set'.</summary>
    private static void IgnoreNull(JsonPropertyInfo property)
    {
        if (property.Set is { } set)
            property.Set = (target, value) =>
            {
                if (value is not null)
                    set(target, value);
            };
    }

    private static void AcceptOtherSpelling(JsonTypeInfo type, JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not MemberInfo member)
            return;

        foreach (var policy in new[] { JsonNamingPolicy.SnakeCaseLower, JsonNamingPolicy.CamelCase })
        {
            var name = policy.ConvertName(member.Name);
            if (name == property.Name)
                continue;

            var alias = type.CreateJsonPropertyInfo(property.PropertyType, name);
            alias.NumberHandling = property.NumberHandling;
            alias.Set = property.Set;
            type.Properties.Add(alias);
        }
    }

    private static bool IsDefault(object? value) => value switch
    {
        null or "" or false or 0 or 0L or 0u => true,
        Enum e => Convert.ToInt64(e, CultureInfo.InvariantCulture) == 0,
        ICollection c => c.Count == 0,
        _ => false,
    };
}
