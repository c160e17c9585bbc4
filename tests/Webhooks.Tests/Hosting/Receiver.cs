using System.Collections.Concurrent;

namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>A customer's endpoint on a loopback port, which keeps what it got and answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = new();
    private int _atOnce;
    private int _mostAtOnce;

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Map("/{**path}", ReceiveAsync);
    }

    public string Url => _app.Urls.Single() + "/hook";

    /// <summary>Answers each request; may wait. 204 unless told otherwise.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, context) => Status(context, 204);

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Received> All => [.. _all];

    /// <summary>How many requests were answered at the same time, at most.</summary>
    public int MostAtOnce => _mostAtOnce;

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Never answers, until the caller gives up.</summary>
    public static Task Hang(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    public async Task<IReadOnlyList<Received>> WhenAsync(Func<IReadOnlyList<Received>, bool> isSo)
    {
        await Eventually.IsAsync(() => isSo(All), () => $"{All.Count} requests");
        return All;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _atOnce);
        InterlockedMax(now);
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var received = new Received(
                await reader.ReadToEndAsync(),
                context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
                context.Request.Method,
                context.Request.Path);
            _all.Enqueue(received);
            await Answer(received, context);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up.
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private void InterlockedMax(int now)
    {
        int most;
        while (now > (most = _mostAtOnce) && Interlocked.CompareExchange(ref _mostAtOnce, now, most) != most)
        {
            // Another was faster.
        }
    }

    internal sealed record Received(string Body, IReadOnlyDictionary<string, string> Headers, string Method, string Path)
    {
        public string EventId => Headers["webhook-id"];
    }
}
