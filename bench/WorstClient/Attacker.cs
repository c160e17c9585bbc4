using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.Bench.EventStreams;
using OrleansCalls.Bench.LiveCalls;

namespace OrleansCalls.Bench.WorstClient;

/// <summary>
/// Always another address, user, room, key and token, so that whatever is kept of them adds up. What it sends is authentic where only
/// that goes far: LiveKit's webhooks are signed, and users have good tokens.
/// </summary>
internal sealed class Attacker(BenchFront front, int calls) : IDisposable
{
    private const int Hands = 16;
    private const int HeldOpen = 200;

    private static readonly byte[] s_junk = RandomNumberGenerator.GetBytes(100_000);
    private static readonly string s_words = string.Concat(Enumerable.Repeat("word ", 200));

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = front.Address, Timeout = TimeSpan.FromSeconds(100) };
    private readonly ConcurrentQueue<TcpClient> _open = new();
    private readonly ConcurrentDictionary<(string Kind, string Answer), int> _answers = new();
    private int _sent;

    public int Sent => Volatile.Read(ref _sent);

    /// <summary>What each kind of request was answered with, and how often.</summary>
    public IEnumerable<(string Kind, string Answers)> Answers => _answers.GroupBy(a => a.Key.Kind)
        .OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => (kind.Key, string.Join(", ", kind.OrderByDescending(a => a.Value).Select(a => $"{a.Value:N0} × {a.Key.Answer}"))));

    public Task RunAsync(CancellationToken enough) => Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => Task.Run(() => WorkAsync(enough), CancellationToken.None)));

    public void Dispose()
    {
        _http.Dispose();
        foreach (var connection in _open)
        {
            connection.Dispose();
        }
    }

    private async Task WorkAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref _sent);
            var (kind, send) = Choose(n);
            string answer;
            try
            {
                answer = await send(enough);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                answer = e.GetType().Name;
            }

            _answers.AddOrUpdate((kind, answer), 1, (_, times) => times + 1);
        }
    }

    private (string Kind, Func<CancellationToken, Task<string>> Send) Choose(int n) => (n % 11) switch
    {
        0 or 1 => ("a call that never was", enough => AskAsync(HttpMethod.Get, $"/api/calls/{Room(n)}", n, enough)),
        2 => ("events of a call that never was", enough => AskAsync(HttpMethod.Get, $"/api/calls/{Room(n)}/events", n, enough)),
        3 => ("a user's list", enough => AskAsync(HttpMethod.Get, $"/api/calls?text=word{n}", n, enough)),
        4 => ("LiveKit's webhook of an unknown room", enough => TellAsync(n, enough)),
        5 => ("a webhook nobody signed", JunkAsync),
        6 => ("a wrong token from another address", enough => FromElsewhereAsync(n, enough)),
        7 => ("a stream that is left", enough => LeaveAsync(n, enough)),
        8 => ("a body that never ends", enough => HangAsync(n, enough)),
        9 => ("a start under another key", enough => StartAsync(n, enough)),
        _ => ("words for a call that never was", enough => WriteAsync(n, enough)),
    };

    private static string Room(int n) => $"user-{n}_fred-call_{n}";

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken enough)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough);
            return ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private Task<string> AskAsync(HttpMethod method, string path, int user, CancellationToken enough)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", front.TokenFor($"user-{user}"));
        return SendAsync(request, enough);
    }

    private Task<string> TellAsync(int n, CancellationToken enough)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"event":"room_started","id":"EV_{{n}}","createdAt":"1767268800","room":{"sid":"RM_{{n}}","name":"{{Room(n)}}"} }""");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "bench",
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sha256"] = Convert.ToBase64String(SHA256.HashData(body)) },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(BenchSilo.LiveKitSecret)), SecurityAlgorithms.HmacSha256),
        });
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/livekit/webhook") { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return SendAsync(request, enough);
    }

    private Task<string> JunkAsync(CancellationToken enough) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/livekit/webhook") { Content = new ByteArrayContent(s_junk) }, enough);

    // What is kept of a start that is refused. One that is not would wait for a LiveKit that is not there.
    private Task<string> StartAsync(int n, CancellationToken enough)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/calls") { Content = Json("""{"callType":"never"}""") };
        request.Headers.Authorization = new("Bearer", front.TokenFor($"user-{n}"));
        request.Headers.Add("Idempotency-Key", $"key-{n}");
        return SendAsync(request, enough);
    }

    private Task<string> WriteAsync(int n, CancellationToken enough)
    {
        var segments = Enumerable.Range(0, 200).Select(i => $$"""{"id":"{{n}}-{{i}}","speaker":"user","text":"{{s_words}}","startedAt":"2026-01-01T00:00:00Z","final":true}""");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/calls/{Room(n)}/transcript") { Content = Json($"[{string.Join(',', segments)}]") };
        request.Headers.Authorization = new("Bearer", front.TokenFor($"user-{n}"));
        return SendAsync(request, enough);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    // All of 127.0.0.0/8 is this machine's.
    private async Task<string> FromElsewhereAsync(int n, CancellationToken enough)
    {
        using var connection = await ConnectAsync(new IPAddress([127, (byte)(1 + (n >> 16) % 250), (byte)(n >> 8), (byte)(1 + n % 250)]), enough);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/calls HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.{n}\r\nConnection: close\r\n\r\n"), enough);
        using var reader = new StreamReader(stream);
        return (await reader.ReadLineAsync(enough))?.Split(' ')[1] ?? "closed";
    }

    private async Task<string> LeaveAsync(int n, CancellationToken enough)
    {
        using var stream = await front.FollowAsync(n % calls, enough);
        await stream.Begun.WaitAsync(TimeSpan.FromSeconds(30), enough);
        return "left";
    }

    private async Task<string> HangAsync(int n, CancellationToken enough)
    {
        var connection = await ConnectAsync(new IPAddress([127, 0, 1, (byte)(1 + n % 250)]), enough);
        _open.Enqueue(connection);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /api/livekit/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 250000\r\n\r\n"), enough);
        await connection.GetStream().WriteAsync(s_junk.AsMemory(0, 50_000), enough);
        if (_open.Count > HeldOpen && _open.TryDequeue(out var oldest))
        {
            oldest.Dispose();
        }

        return "left open";
    }

    private async Task<TcpClient> ConnectAsync(IPAddress from, CancellationToken enough)
    {
        var connection = new TcpClient(new IPEndPoint(from, 0)) { NoDelay = true };
        await connection.ConnectAsync(front.Address.Host, front.Address.Port, enough);
        return connection;
    }
}
