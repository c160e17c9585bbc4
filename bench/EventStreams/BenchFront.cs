using System.Net.Http.Json;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.DevStack.Secrets;

namespace OrleansCalls.Bench.EventStreams;

/// <summary>The real front's process, apart from the silo's, and its callers.</summary>
internal sealed class BenchFront : IAsyncDisposable
{
    private const string Secret = "a secret of the bench, of at least thirty-two bytes";
    private const string AgentKey = "the bench's agent";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly BearerTokens _tokens = new(Secret, null, TimeProvider.System);

    private BenchFront(ChildProcess process, Uri address) => (Process, _http.BaseAddress) = (process, address);

    public ChildProcess Process { get; }

    public Uri Address => _http.BaseAddress!;

    /// <param name="checkout">Where the program is.</param>
    /// <param name="databaseUrl">Where the silos meet.</param>
    /// <param name="logFolder">Where its log goes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="liveKitUrl">LiveKit's address, where its webhooks are to be understood.</param>
    public static async Task<BenchFront> StartAsync(
        Checkout checkout, string databaseUrl, string logFolder, CancellationToken cancellationToken, string? liveKitUrl = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = ChildProcess.Start(new ChildCommand
        {
            Name = "The front",
            Program = Environment.ProcessPath!, // this program was started as 'dotnet x.dll' too
            Arguments = [checkout.ProgramOf("WebFront")],
            Environment = new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["DATABASE_URL"] = databaseUrl,
                ["AUTH_JWT_SECRET"] = Secret,
                ["AUTH_JWT_AUTHORITY"] = null,
                ["AUTH_JWT_AUDIENCE"] = null,
                ["VOICE_AGENT_SECRET"] = AgentKey,
                ["OPERATOR_SECRET"] = ManagedHeap.OperatorSecret,
                ["Limits__StreamsPerUser"] = "10000",
                ["LIVEKIT_URL"] = liveKitUrl,
                ["LIVEKIT_API_KEY"] = liveKitUrl is null ? null : BenchSilo.LiveKitKey,
                ["LIVEKIT_API_SECRET"] = liveKitUrl is null ? null : BenchSilo.LiveKitSecret,
                ["Logging__LogLevel__Default"] = "Warning",
            },
            LogPath = Path.Combine(logFolder, "front.log"),
            WorkingDirectory = Path.GetDirectoryName(checkout.ProgramOf("WebFront"))!,
        });
        await Readiness.WaitAsync(
            process, TimeSpan.FromSeconds(120), token => Readiness.AnswersAsync(new Uri(address, "/health/ready"), token), cancellationToken);
        return new BenchFront(process, address);
    }

    public string TokenFor(string user) => _tokens.For(user);

    /// <summary>Opens a stream as the call's user.</summary>
    public async Task<BenchStream> FollowAsync(int call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/calls/{BenchCall.Room(call)}/events");
        request.Headers.Authorization = new("Bearer", _tokens.For(BenchCall.Room(call)[..36]));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new BenchStream(response, call);
    }

    /// <summary>Says something in a call as the agent's worker; returns when it is acknowledged.</summary>
    public async Task SayAsync(int call, string id, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/calls/{BenchCall.Room(call)}/transcript")
        {
            Content = JsonContent.Create(new[]
            {
                new { id, speaker = "fred", text = "They spoke about the runway and whom to hire next.", startedAt = now.AddSeconds(-3), endedAt = now, final = true },
            }),
        };
        request.Headers.Add("x-voice-agent-secret", AgentKey);
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
