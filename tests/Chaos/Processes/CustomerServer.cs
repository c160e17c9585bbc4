using System.Collections.Concurrent;
using System.Text.Json;
using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Processes;

/// <summary>Every customer's webhook endpoint, on loopback, which keeps what it was told of each call.</summary>
internal sealed class CustomerServer : IAsyncDisposable
{
    private static readonly TimeSpan Dawdle = TimeSpan.FromSeconds(3);

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ToldEvent>> told = new();
    private readonly ConcurrentDictionary<(string User, string Type), int> asked = new();
    private readonly Seeds? moods;

    /// <param name="moods">Draws when it fails, dawdles or loses its answer; null: never.</param>
    private CustomerServer(Seeds? moods)
    {
        this.moods = moods;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/{user}", ReceiveAsync);
    }

    public static async Task<CustomerServer> StartAsync(Seeds? moods, CancellationToken cancellationToken)
    {
        var server = new CustomerServer(moods);
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    public string UrlOf(string user) => $"{app.Urls.Single()}/{user}";

    /// <summary>What was told of a call, repetitions included, in the order in which it came.</summary>
    public IReadOnlyList<ToldEvent> Told(string room) => told.TryGetValue(room, out var events) ? [.. events] : [];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ReceiveAsync(string user, HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var type = body.RootElement.GetProperty("type").GetString()!;
        var mood = Mood(user, type);
        if (mood < 0.1)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var data = body.RootElement.GetProperty("data");
        told.GetOrAdd(data.GetProperty("room").GetString()!, _ => new()).Enqueue(new ToldEvent(
            user,
            context.Request.Headers["webhook-id"].ToString(),
            type,
            data.TryGetProperty("status", out var status) ? status.GetString() : null));
        if (mood < 0.15)
        {
            context.Abort(); // it has the event, and nobody learns of it
        }
        else if (mood < 0.18)
        {
            await Task.Delay(Dawdle, TimeProvider.System, context.RequestAborted);
        }
    }

    // By how often a customer was told of such a thing: an event's id has its call's time in it, which no replay has again, and is the same
    // at each attempt, so that one which failed by it would fail for ever.
    private double Mood(string user, string type)
    {
        var number = asked.AddOrUpdate((user, type), 0, static (_, last) => last + 1);
        return moods?.For($"customer/{user}/{type}", number).NextDouble() ?? 1;
    }
}
