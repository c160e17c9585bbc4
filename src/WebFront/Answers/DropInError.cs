using System.Text.Json.Serialization;

namespace OrleansCalls.WebFront.Answers;

/// <summary>An error of the routes that existing frontends use.</summary>
/// <param name="Error">What went wrong, in words for a person.</param>
/// <param name="Details">What is wrong with each field of the request.</param>
internal sealed record DropInError(
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Details = null);
