using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>A route of the API by its own description.</summary>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Path">With names in braces.</param>
/// <param name="Queries">The names of its query's parameters.</param>
/// <param name="Body">A body that fits; null where it takes none.</param>
/// <param name="NeedsCaller">Whether it is for users or the agent alone.</param>
internal sealed record ApiRoute(string Method, string Path, IReadOnlyList<string> Queries, JsonNode? Body, bool NeedsCaller)
{
    /// <summary>Whether a request that is good makes something new, whatever its path names.</summary>
    public bool Creates => Method == "POST" && !Path.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether the agent's key opens it, too.</summary>
    public bool IsForTheAgent => (Method, Path) is ("GET", "/api/calls/{room}" or "/api/calls/{room}/events") or (_, "/api/calls/{room}/transcript");

    /// <summary>Whether an operator's key opens it, and nothing else.</summary>
    public bool IsForOperators => Path == "/metrics";

    /// <summary>Whether LiveKit's signature is asked for: what it signs is accepted, even if nobody understands it.</summary>
    public bool IsWebhook => Path == "/api/livekit/webhook";

    /// <summary>Every route that the front describes, which are all it has: another test sees to that.</summary>
    public static IReadOnlyList<ApiRoute> All(JsonNode description) =>
    [
        .. from path in description["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           let parameters = operation.Value!["parameters"] as JsonArray ?? []
           select new ApiRoute(
               operation.Key.ToUpperInvariant(),
               path.Key,
               [.. parameters.Where(p => (string?)p!["in"] is "query").Select(p => p!["name"]!.GetValue<string>())],
               operation.Value!["requestBody"]?["content"]?.AsObject().First().Value?["example"],
               operation.Value!["security"] is not null),
    ];
}
