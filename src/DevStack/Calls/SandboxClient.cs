using System.Net.Http.Json;
using OrleansCalls.DevStack.Network;

namespace OrleansCalls.DevStack.Calls;

/// <summary>The sandbox's control API: people that join its rooms, speak and leave on command.</summary>
internal sealed class SandboxClient(string livekitUrl) : IDisposable
{
    private readonly JsonApi api = new(HttpAddressOf(livekitUrl));

    public static async Task<bool> IsSandboxAsync(string livekitUrl, CancellationToken cancellationToken) =>
        await Readiness.AnswersAsync(new Uri(HttpAddressOf(livekitUrl) + "/sandbox/script"), cancellationToken);

    /// <summary>The lines that the sandbox can say, in order.</summary>
    public Task<ScriptLine[]> ScriptAsync(CancellationToken cancellationToken) =>
        api.SendAsync<ScriptLine[]>(HttpMethod.Get, "/sandbox/script", null, cancellationToken);

    /// <summary>Joins as the holder of a LiveKit token, with an audio track.</summary>
    public Task<Participant> JoinAsync(string token, CancellationToken cancellationToken) =>
        api.SendAsync<Participant>(HttpMethod.Post, "/sandbox/participants", JsonContent.Create(new Join(token, true)), cancellationToken);

    public async Task<IReadOnlyList<Participant>> ParticipantsAsync(string room, CancellationToken cancellationToken) =>
        (await api.SendAsync<Room>(HttpMethod.Get, $"/sandbox/rooms/{Uri.EscapeDataString(room)}", null, cancellationToken)).Participants;

    /// <summary>Says something; the answer comes at once, the speech lasts until its end.</summary>
    public Task<Speech> SpeakAsync(string room, string identity, string text, CancellationToken cancellationToken) =>
        api.SendAsync<Speech>(HttpMethod.Post, PathOf(room, identity) + "/speech", JsonContent.Create(new Said(text)), cancellationToken);

    public Task LeaveAsync(string room, string identity, CancellationToken cancellationToken) =>
        api.SendAsync(HttpMethod.Delete, PathOf(room, identity), null, cancellationToken);

    public void Dispose() => api.Dispose();

    private static string HttpAddressOf(string livekitUrl) =>
        livekitUrl.StartsWith("ws", StringComparison.OrdinalIgnoreCase) ? "http" + livekitUrl[2..].TrimEnd('/') : livekitUrl.TrimEnd('/');

    private static string PathOf(string room, string identity) =>
        $"/sandbox/rooms/{Uri.EscapeDataString(room)}/participants/{Uri.EscapeDataString(identity)}";

    internal sealed record ScriptLine(string Speaker, string Text)
    {
        public bool IsFounders => Speaker is "Founder" or "user";
    }

    /// <param name="Identity">Who.</param>
    /// <param name="Kind">LiveKit's name of the kind; null in the answer to a join.</param>
    internal sealed record Participant(string Identity, string? Kind)
    {
        public bool IsAgent => Kind is "AGENT";
    }

    /// <summary>Unix milliseconds.</summary>
    internal sealed record Speech(long StartedAt, long EndedAt);

    private sealed record Join(string Token, bool PublishAudio);

    private sealed record Said(string Text);

    private sealed record Room(IReadOnlyList<Participant> Participants);
}
