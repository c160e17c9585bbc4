using System.Text.Json.Serialization;

namespace OrleansCalls.WebFront.Health;

/// <summary>How the process is.</summary>
internal sealed record HealthResponse(
    string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);
