using System.Text.Json;

namespace OrleansCalls.LanguageModel.Tests;

/// <summary>What the model's server was sent.</summary>
internal sealed record ModelRequest(string Authorization, JsonElement Body)
{
    public string Message(string role) => Body.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => message.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts
            ? parts[0].GetProperty("text").GetString()
            : message.GetProperty("content").GetString())
        .Single()!;
}
