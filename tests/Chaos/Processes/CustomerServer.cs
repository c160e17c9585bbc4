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
    private readonly bool moody;

    /// <param name="moody">Whether it fails, dawdles or loses its answer now and then.</param>
    private CustomerServer(bool moody)
    {
        this.moody = moody;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/{user}", ReceiveAsync);
    }

    public static async Task<CustomerServer> StartAsync(bool moody, CancellationToken cancellationToken)
    {
        var server = new CustomerServer(moody);
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
        var mood = moody ? Random.Shared.NextDouble() : 1;
        if (mood < 0.1)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var data = body.RootElement.GetProperty("data");
        told.GetOrAdd(data.GetProperty("room").GetString()!, _ => new()).Enqueue(new ToldEvent(
            user,
            context.Request.Headers["webhook-id"].ToString(),
            body.RootElement.GetProperty("type").GetString()!,
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
}
