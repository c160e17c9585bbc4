using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.LiveKit.Sandbox;

namespace OrleansCalls.Sandbox.Tests.Hosting;

/// <summary>A sandbox on a loopback port, with what a test needs to talk to it.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    public const string Key = "APItest";
    public const string Secret = "a-secret-that-is-also-long-enough-for-the-larger-hashes";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TestSandbox(WebApplication app, TimeProvider time)
    {
        _app = app;
        Time = time;
        _client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What a script of the Node SDK needs.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LIVEKIT_URL"] = _app.Urls.Single(),
        ["LIVEKIT_API_KEY"] = Key,
        ["LIVEKIT_API_SECRET"] = Secret,
    };

    /// <summary>Starts a sandbox in which nothing dawdles.</summary>
    public static async Task<TestSandbox> StartAsync(Func<SandboxOptions, SandboxOptions>? adapt = null, TimeProvider? time = null)
    {
        var options = new SandboxOptions
        {
            ApiKey = Key,
            ApiSecret = Secret,
            AgentJoinDelay = TimeSpan.Zero,
            EgressJoinDelay = TimeSpan.Zero,
            UnansweredAfter = TimeSpan.Zero,
        };
        var app = SandboxApp.Create(adapt?.Invoke(options) ?? options, time: time);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestSandbox(app, time ?? TimeProvider.System);
    }

    /// <summary>A clock that stands still, at the present moment.</summary>
    public static FakeTimeProvider StoppedClock() => new(TimeProvider.System.GetUtcNow());

    /// <summary>A token as a client would hold it, ten minutes long.</summary>
    public string Token(object? video, string identity = "", Func<TestToken, TestToken>? adapt = null)
    {
        var token = new TestToken(Key, Secret, Time.GetUtcNow()) { Identity = identity, Video = video };
        return (adapt?.Invoke(token) ?? token).Sign();
    }

    /// <summary>Calls an RPC, for example <c>RoomService/CreateRoom</c>, with a token of these video grants.</summary>
    public Task<Answer> RpcAsync(string method, object body, object video) =>
        PostAsync($"/twirp/livekit.{method}", JsonContent.Create(body), $"Bearer {Token(video)}");

    public Task<Answer> PostAsync(string path, HttpContent content, string? authorization = null) =>
        SendAsync(HttpMethod.Post, path, content, authorization);

    public Task<Answer> ControlAsync(HttpMethod method, string path, object? body = null) =>
        SendAsync(method, $"/sandbox{path}", body is null ? null : JsonContent.Create(body), null);

    /// <summary>Joins a room as a client would.</summary>
    public async Task<Answer> JoinAsync(string room, string identity, bool publishAudio = false) =>
        await ControlAsync(HttpMethod.Post, "/participants", new { token = Token(new { roomJoin = true, room }, identity), publishAudio });

    /// <summary>Everything about a room, as soon as it satisfies.</summary>
    public Task<JsonElement> RoomAsync(string room, Func<JsonElement, bool>? satisfies = null) => Eventually.GetAsync(
        async () => (await ControlAsync(HttpMethod.Get, $"/rooms/{room}")) is { Status: HttpStatusCode.OK } answer ? answer.Json : default,
        answer => answer.ValueKind is JsonValueKind.Object && (satisfies is null || satisfies(answer)));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? authorization)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1024 * 1024; // else a refusal meets a body on its way
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType, text);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Answer(HttpStatusCode Status, MediaTypeHeaderValue? ContentType, string Text)
    {
        public JsonElement Json => JsonElement.Parse(Text);

        public string? Code => Json.GetProperty("code").GetString();

        public override string ToString() => $"{(int)Status} {Text}";
    }
}
