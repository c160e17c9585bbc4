using System.Text.Json;

namespace OrleansCalls.Chaos.Callers;

/// <summary>What came back from a request.</summary>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Body">Undefined where the answer was no JSON.</param>
internal sealed record Answer(int? Status, JsonElement Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether asking again may help: no answer, or the server's own trouble.</summary>
    public bool MayPass => Status is null or 408 or 429 or >= 500;
}
