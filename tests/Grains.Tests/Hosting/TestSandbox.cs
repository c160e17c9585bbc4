using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Sandbox;
using OrleansCalls.LiveKit.Tokens;

namespace OrleansCalls.Grains.Tests.Hosting;

/// <summary>A LiveKit sandbox that sends no webhooks: what a call learns of it, it learns by asking.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private TestSandbox(WebApplication app, HttpClient http, LiveKitOptions options) => (_app, _http, Options) = (app, http, options);

    public LiveKitOptions Options { get; }

    /// <param name="unansweredAfter">How long a request to somebody who is lost waits for its answer; the sandbox's default if null.</param>
    public static async Task<TestSandbox> StartAsync(TimeSpan? unansweredAfter = null)
    {
        const string key = "key", secret = "a secret of at least thirty-two bytes";
        var options = new SandboxOptions { ApiKey = key, ApiSecret = secret };
        var app = SandboxApp.Create(options with { UnansweredAfter = unansweredAfter ?? options.UnansweredAfter });
        await app.StartAsync();
        var url = new Uri(app.Urls.Single());
        var http = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = url;
        return new TestSandbox(app, http, new LiveKitOptions { ServerUrl = url, ApiKey = key, ApiSecret = secret });
    }

    public Task JoinAsync(string room, string identity) => SendAsync(HttpMethod.Post, "/sandbox/participants", new
    {
        token = new AccessTokens(Options, TimeProvider.System).ForParticipant(identity, identity, room, TimeSpan.FromMinutes(5)),
        publishAudio = true,
    });

    public Task LeaveAsync(string room, string identity) =>
        SendAsync(HttpMethod.Delete, $"/sandbox/rooms/{Uri.EscapeDataString(room)}/participants/{Uri.EscapeDataString(identity)}", null);

    public Task FaultAsync(object faults) => SendAsync(HttpMethod.Put, "/sandbox/faults", faults);

    /// <summary>A running recorder's worker dies: LiveKit shows it as active for ever.</summary>
    public Task OrphanAsync(string egressId) =>
        SendAsync(HttpMethod.Post, $"/sandbox/egresses/{egressId}/faults", new { kind = "orphan" });

    /// <summary>How often each fault struck, by its list and kind; of an RPC, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, int>> StruckAsync() =>
        (await _http.GetFromJsonAsync<Dictionary<string, int>>("/sandbox/faults/counts"))!;

    /// <summary>Its API, as the silo asks it.</summary>
    public LiveKitClient LiveKit() => new(_http, Options, TimeProvider.System);

    /// <summary>All that the sandbox knows of a room.</summary>
    public Task<JsonElement> RoomAsync(string room) =>
        _http.GetFromJsonAsync<JsonElement>($"/sandbox/rooms/{Uri.EscapeDataString(room)}");

    /// <summary>Whether a room of this name is open.</summary>
    public async Task<bool> IsLiveAsync(string room) => (await LiveKit().ListRoomsAsync([room])).Count > 0;

    /// <summary>Waits until nobody can be in the room, whatever is listed.</summary>
    public async Task WhenRoomIsGoneAsync(string room)
    {
        while (true)
        {
            using var response = await _http.GetAsync($"/sandbox/rooms/{Uri.EscapeDataString(room)}");
            if (!response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Starts a recorder that no call asked for; its bucket is nowhere.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> RecordAsync(string room, string key) => (await LiveKit().StartRoomCompositeEgressAsync(new RoomCompositeEgressRequest
    {
        RoomName = room,
        AudioOnly = true,
        FileOutputs =
        [
            new EncodedFileOutput
            {
                FileType = EncodedFileType.Ogg,
                Filepath = key,
                S3 = new S3Upload { AccessKey = "a", Secret = "s", Bucket = "b", Region = "r", Endpoint = "http://127.0.0.1:9", ForcePathStyle = true },
            },
        ],
    })).EgressId;

    /// <summary>The ids of the recorders that have neither ended nor been asked to.</summary>
    public async Task<IReadOnlyList<string>> RunningRecordersAsync() => [.. (await LiveKit().ListEgressAsync(active: true))
        .Where(e => e.Status is EgressStatus.Starting or EgressStatus.Active)
        .Select(e => e.EgressId)];

    /// <summary>How often each method was asked for.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RequestsAsync() =>
        (await _http.GetFromJsonAsync<JsonElement>("/sandbox/requests")).GetRawText() is var text
            ? JsonSerializer.Deserialize<Dictionary<string, int>>(text)!
            : throw new InvalidOperationException("No counts");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
