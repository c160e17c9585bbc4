using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansCalls.DevStack.Calls;

/// <summary>The public API as the founder's browser uses it.</summary>
internal sealed class FounderClient : IDisposable
{
    private readonly JsonApi api;

    public FounderClient(string address, string token)
    {
        api = new JsonApi(address);
        api.AddHeader("Authorization", $"Bearer {token}");
    }

    public Task<StartedCall> StartAsync(CancellationToken cancellationToken) =>
        api.SendAsync<StartedCall>(HttpMethod.Post, "/api/fred/call", null, cancellationToken);

    public Task HandInTranscriptAsync(
        StartedCall call, int durationSeconds, IReadOnlyList<SpokenLine> lines, CancellationToken cancellationToken) =>
        api.SendAsync(
            HttpMethod.Post,
            "/api/fred/call/summary",
            JsonContent.Create(new ClientTranscript(
                call.Room, call.CallType, durationSeconds, [.. lines.Select(line => new ClientLine(line.Speaker, line.Text, line.StartedAt))])),
            cancellationToken);

    public Task EndAsync(string room, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Post, PathOf(room) + "/end", null, cancellationToken);

    public async Task<CallPage> PageAsync(string room, CancellationToken cancellationToken) =>
        new(await api.SendAsync<JsonElement>(HttpMethod.Get, PathOf(room), null, cancellationToken));

    public Task<RecordingLink> RecordingAsync(string room, CancellationToken cancellationToken) =>
        api.SendAsync<RecordingLink>(HttpMethod.Get, PathOf(room) + "/recording", null, cancellationToken);

    public void Dispose() => api.Dispose();

    private static string PathOf(string room) => $"/api/calls/{Uri.EscapeDataString(room)}";

    internal sealed record StartedCall(string Token, string Room, string CallType);

    internal sealed record RecordingLink(string Url, long? SizeBytes);

    private sealed record ClientTranscript(string RoomName, string CallType, int DurationSeconds, IReadOnlyList<ClientLine> Transcript);

    private sealed record ClientLine(string Speaker, string Text, DateTimeOffset Timestamp);
}
