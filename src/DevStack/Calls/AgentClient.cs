using System.Net.Http.Json;

namespace OrleansCalls.DevStack.Calls;

/// <summary>The public API as the voice agent's worker uses it.</summary>
internal sealed class AgentClient : IDisposable
{
    private readonly JsonApi api;

    public AgentClient(string address, string secret)
    {
        api = new JsonApi(address);
        api.AddHeader("x-voice-agent-secret", secret);
    }

    public Task PostSegmentAsync(string room, SpokenLine line, CancellationToken cancellationToken) =>
        api.SendAsync(
            HttpMethod.Post,
            $"/api/calls/{Uri.EscapeDataString(room)}/transcript",
            JsonContent.Create(new[] { new Segment(line.Id, line.Speaker, line.Text, line.StartedAt, line.EndedAt, true) }),
            cancellationToken);

    public void Dispose() => api.Dispose();

    private sealed record Segment(string Id, string Speaker, string Text, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool Final);
}
