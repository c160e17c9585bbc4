using System.Collections.Concurrent;
using OrleansCalls.Chaos.Lives;
using OrleansCalls.Chaos.Processes;

namespace OrleansCalls.Chaos.Callers;

/// <summary>The public API as founders' browsers and the agent's worker use it. Everything is asked again while that may help.</summary>
internal sealed class Product(Stack stack, JsonHttp http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <summary>Starts a call; under its key it can be asked for again safely. 502 is a final answer.</summary>
    public Task<Answer> StartAsync(LifePlan life, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(AsUser(life.User)) { ["Idempotency-Key"] = life.StartKey };
        var body = new Start(life.CallType, $"Founder {life.Index}");
        return JsonHttp.PersistAsync(
            () => AskAsync(HttpMethod.Post, life.DropInRoute ? "/api/fred/call" : "/api/calls", body, headers, cancellationToken),
            answer => answer.Status is 502 || !answer.MayPass,
            Patience,
            cancellationToken);
    }

    public Task<Answer> EndAsync(string user, string room, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Post, PathOf(room) + "/end", null, AsUser(user), cancellationToken);

    public Task<Answer> HandInAsync(string user, ClientTranscript transcript, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Post, "/api/fred/call/summary", transcript, AsUser(user), cancellationToken);

    /// <summary>As the agent's worker.</summary>
    public Task<Answer> PostSegmentsAsync(string room, IReadOnlyList<Segment> segments, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Post, PathOf(room) + "/transcript", segments, AsAgent(), cancellationToken);

    public Task<Answer> PageAsync(string user, string room, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Get, PathOf(room), null, AsUser(user), cancellationToken);

    public Task<Answer> TranscriptAsync(string user, string room, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Get, PathOf(room) + "/transcript", null, AsUser(user), cancellationToken);

    /// <summary>Has a user's calls told to this address.</summary>
    public Task<Answer> RegisterWebhookAsync(string user, string url, CancellationToken cancellationToken) =>
        PersistAsync(HttpMethod.Post, "/api/webhooks", new Webhook(url), AsUser(user), cancellationToken);

    private Task<Answer> PersistAsync(
        HttpMethod method, string path, object? body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken) =>
        JsonHttp.PersistAsync(
            () => AskAsync(method, path, body, headers, cancellationToken), answer => !answer.MayPass, Patience, cancellationToken);

    private Task<Answer> AskAsync(
        HttpMethod method, string path, object? body, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken) =>
        http.AskAsync(method, stack.Api + path, body, headers, Limit, cancellationToken);

    private Dictionary<string, string> AsUser(string user) => new() { ["Authorization"] = "Bearer " + tokens.GetOrAdd(user, stack.Tokens.For) };

    private Dictionary<string, string> AsAgent() => new() { ["x-voice-agent-secret"] = stack.AgentSecret };

    private static string PathOf(string room) => $"/api/calls/{Uri.EscapeDataString(room)}";

    internal sealed record Segment(string Id, string Speaker, string Text, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool Final);

    internal sealed record ClientLine(string Speaker, string Text, DateTimeOffset Timestamp);

    internal sealed record ClientTranscript(string RoomName, string CallType, int DurationSeconds, IReadOnlyList<ClientLine> Transcript);

    private sealed record Webhook(string Url);

    private sealed record Start(string CallType, string ParticipantName);
}
