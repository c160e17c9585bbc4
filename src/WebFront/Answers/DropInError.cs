using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OrleansCalls.WebFront.Answers;

/// <summary>An error of the routes that existing frontends use.</summary>
/// <param name="Error">What went wrong, in words for a person.</param>
/// <param name="Details">What is wrong with each field of the request.</param>
internal sealed record DropInError(
    [property: Description("What went wrong, in words for a person")] string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("What is wrong with each field of the request")]
    IReadOnlyDictionary<string, string[]>? Details = null);
