using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Documentation;

/// <summary>Holds an example against the schema that it stands beside: types, required and unknown members, references.</summary>
internal static class Schema
{
    /// <summary>What does not fit; a missing example is the first thing.</summary>
    /// <param name="document">The OpenAPI document.</param>
    /// <param name="content">A media type with <c>schema</c> and <c>example</c>.</param>
    public static IEnumerable<string> Misfits(JsonNode document, JsonNode? content)
    {
        if (content?["example"] is not { } example)
            return ["no example"];
        return content["schema"] is { } schema ? Misfits(document, schema, example, "$") : ["no schema"];
    }

    /// <summary>What is said of a property: beside it, or, where it is another schema or nothing, of that.</summary>
    public static IEnumerable<string?> Descriptions(JsonNode document, JsonNode property)
    {
        JsonNode[] parts = [property, .. (property["oneOf"] as JsonArray ?? []).Select(part => part!)];
        return parts.SelectMany(part => new[]
        {
            part["description"],
            part["$ref"]?.GetValue<string>() is { } reference ? Resolve(document, reference)["description"] : null,
        }).Select(text => text?.GetValue<string>());
    }

    private static IEnumerable<string> Misfits(JsonNode document, JsonNode schema, JsonNode? value, string path)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Misfits(document, Resolve(document, reference), value, path);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            return choices.Any(c => !Misfits(document, c!, value, path).Any()) ? [] : [$"{path} is none of the {choices.Count} possible"];
        }

        var types = schema["type"] switch
        {
            JsonArray several => several.Select(t => t!.GetValue<string>()).ToArray(),
            JsonNode one => [one.GetValue<string>()],
            null => [],
        };
        var type = TypeOf(value);
        if (types.Length > 0 && !types.Contains(type) && !(type is "integer" && types.Contains("number")))
            return [$"{path} is {type}, not {string.Join(" or ", types)}"];
        return value switch
        {
            JsonArray items => items.SelectMany((item, i) => Misfits(document, schema["items"] ?? new JsonObject(), item, $"{path}[{i}]")),
            JsonObject members => MemberMisfits(document, schema, members, path),
            _ => [],
        };
    }

    private static IEnumerable<string> MemberMisfits(JsonNode document, JsonNode schema, JsonObject members, string path)
    {
        var known = schema["properties"] as JsonObject ?? [];
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).Where(r => !members.ContainsKey(r)))
            yield return $"{path}.{name} is required";
        foreach (var (name, value) in members)
        {
            if (known[name] is { } member)
            {
                foreach (var misfit in Misfits(document, member, value, $"{path}.{name}"))
                    yield return misfit;
            }
            else if (known.Count > 0 && schema["additionalProperties"] is null
                && !(members.ContainsKey("status") && name is "errors")) // problem details have members of their own
            {
                yield return $"{path}.{name} is not in the schema";
            }
        }
    }

    private static JsonNode Resolve(JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!);

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
    };
}
