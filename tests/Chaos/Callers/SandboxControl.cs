using System.Text.Json;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;

namespace OrleansCalls.Chaos.Callers;

/// <summary>The sandbox's control API: what people do in its rooms, what goes wrong there, and what really happened.</summary>
internal sealed class SandboxControl(Stack stack, JsonHttp http)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Joins as the holder of a LiveKit token, with a microphone; tries for a while as a client does.</summary>
    public async Task<string?> JoinAsync(string token, TimeSpan patience, CancellationToken cancellationToken)
    {
        var answer = await PersistAsync(HttpMethod.Post, "/sandbox/participants", new Join(token, true), patience, cancellationToken);
        return answer.IsSuccess ? answer.Body.GetProperty("identity").GetString() : null;
    }

    /// <summary>Speaks if the room and the sandbox are there.</summary>
    public Task SpeakAsync(string room, string identity, string text, TimeSpan length, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, PathOf(room, identity) + "/speech", new Speech(text, (int)length.TotalMilliseconds), cancellationToken);

    /// <summary>Leaves, unless the room is gone already.</summary>
    public Task LeaveAsync(string room, string identity, TimeSpan patience, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Delete, PathOf(room, identity), null, patience, cancellationToken);

    /// <returns>Whether the room lives; null when nobody says.</returns>
    public async Task<bool?> LivesAsync(string room, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, $"/sandbox/rooms/{Uri.EscapeDataString(room)}", null, cancellationToken);
        return answer.Status switch
        {
            404 => false,
            200 => answer.Body.TryGetProperty("room", out var live) && live.ValueKind is JsonValueKind.Object,
            _ => null,
        };
    }

    /// <summary>Breaks the room's recorder at work, or its agent.</summary>
    /// <returns>Whether there was one to break.</returns>
    public async Task<bool> InflictAsync(string room, Wound wound, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, $"/sandbox/rooms/{Uri.EscapeDataString(room)}", null, cancellationToken);
        if (!answer.IsSuccess)
        {
            return false;
        }

        if (wound is Wound.AgentGone)
        {
            return Named(answer.Body, "participants", "kind", "AGENT", "identity") is { } agent
                && (await AskAsync(HttpMethod.Delete, PathOf(room, agent), null, cancellationToken)).IsSuccess;
        }

        var kind = wound is Wound.RecorderFails ? "fail" : "orphan";
        return Named(answer.Body, "egresses", "status", "EGRESS_ACTIVE", "egressId") is { } egress
            && (await AskAsync(HttpMethod.Post, $"/sandbox/egresses/{egress}/faults", new Harm(kind), cancellationToken)).IsSuccess;
    }

    /// <summary>How often each RPC was asked for.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RequestsAsync(CancellationToken cancellationToken)
    {
        var answer = await PersistAsync(HttpMethod.Get, "/sandbox/requests", null, Limit, cancellationToken);
        return answer.Body.EnumerateObject().ToDictionary(method => method.Name, method => method.Value.GetInt32());
    }

    /// <summary>Asks for anything else, as long as it takes.</summary>
    public Task<Answer> PersistAsync(HttpMethod method, string path, object? body, TimeSpan patience, CancellationToken cancellationToken) =>
        JsonHttp.PersistAsync(() => AskAsync(method, path, body, cancellationToken), answer => !answer.MayPass, patience, cancellationToken);

    private Task<Answer> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        http.AskAsync(method, stack.SandboxAddress + path, body, NoHeaders, Limit, cancellationToken);

    private static string PathOf(string room, string identity) =>
        $"/sandbox/rooms/{Uri.EscapeDataString(room)}/participants/{Uri.EscapeDataString(identity)}";

    private static string? Named(JsonElement body, string list, string field, string value, string name) => body.GetProperty(list).EnumerateArray()
        .Where(item => item.TryGetProperty(field, out var told) && string.Equals(told.GetString(), value, StringComparison.OrdinalIgnoreCase))
        .Select(item => item.GetProperty(name).GetString())
        .FirstOrDefault();

    private sealed record Harm(string Kind);

    private sealed record Join(string Token, bool PublishAudio);

    private sealed record Speech(string Text, int DurationMs);
}
