using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansCalls.WebFront.Documentation;

/// <summary>What errors look like, by status.</summary>
internal static class ErrorExamples
{
    private static readonly Dictionary<int, string> s_messages = new()
    {
        [400] = "Invalid request",
        [401] = "Unauthorized",
        [403] = "This is another user's call",
        [404] = "There is no such call",
        [408] = "The body took too long",
        [409] = "The call has ended: a token would re-create its room",
        [413] = "The body is too long",
        [422] = "This Idempotency-Key belongs to a start with another body",
        [429] = "Too many requests; try again later",
        [502] = "The call could not be started: LiveKit did not create the room in time",
        [503] = "The service cannot answer at the moment; try again",
    };

    private static JsonObject Fields => new() { ["limit"] = new JsonArray("must be a number from 1 to 100") };

    /// <summary>Problem details (RFC 9457).</summary>
    public static JsonNode Problem(int status)
    {
        var problem = new JsonObject
        {
            ["type"] = $"https://tools.ietf.org/html/rfc9110#section-15.{(status >= 500 ? 6 : 5)}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = Message(status),
        };
        if (status == StatusCodes.Status400BadRequest)
            problem["errors"] = Fields;
        return problem;
    }

    /// <summary>The errors of the routes that existing frontends use.</summary>
    public static JsonNode DropIn(int status)
    {
        var error = new JsonObject { ["error"] = Message(status) };
        if (status == StatusCodes.Status400BadRequest)
            error["details"] = new JsonObject { ["callType"] = new JsonArray("must be on-demand or scheduled") };
        return error;
    }

    private static string Message(int status) => s_messages.GetValueOrDefault(status) ?? ReasonPhrases.GetReasonPhrase(status);
}
