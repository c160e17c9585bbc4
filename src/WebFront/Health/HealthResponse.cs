using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OrleansCalls.WebFront.Health;

/// <summary>How the process is.</summary>
internal sealed record HealthResponse(
    [property: Description("`live`, `ready` or `not ready`")] string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: Description("What is wrong, for operators alone")]
    string? Reason = null);
