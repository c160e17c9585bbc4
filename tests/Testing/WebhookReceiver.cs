using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Testing;

/// <summary>A customer's endpoint on a loopback port, which keeps what it got and answers as told.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = new();
    private int _atOnce;
    private int _mostAtOnce;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Map("/{**path}", ReceiveAsync);
    }

    /// <summary>Where it is.</summary>
    public string Url => _app.Urls.Single() + "/hook";

    /// <summary>Answers each request; may wait. 204 unless told otherwise.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, context) => Status(context, 204);

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Received> All => [.. _all];

    /// <summary>How many requests were answered at the same time, at most.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>Listens on a free port.</summary>
    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with this status.</summary>
    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Never answers, until the caller gives up.</summary>
    public static Task Hang(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    /// <summary>What came, as soon as it is so; fails when it is not within a minute.</summary>
    public async Task<IReadOnlyList<Received>> WhenAsync(Func<IReadOnlyList<Received>, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo(All))
        {
            if (TimeProvider.System.GetElapsedTime(began) > s_patience)
            {
                throw new TimeoutException($"Not so within a minute: {string.Join(", ", All.Select(r => r.Body))}");
            }

            await Task.Delay(s_pause, TimeProvider.System);
        }

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

    /// <summary>A request; its headers' names are in lower case.</summary>
    public sealed record Received(string Body, IReadOnlyDictionary<string, string> Headers, string Method, string Path)
    {
        /// <summary>The event's id.</summary>
        public string EventId => Headers["webhook-id"];
    }
}
