using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OrleansCalls.Sandbox.Tests.Hosting;

/// <summary>A receiver of webhooks on a loopback port that keeps what it got and answers as told.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<Hook> _hooks = [];

    private HookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/hook", ReceiveAsync);
    }

    public Uri Url => new(_app.Urls.Single() + "/hook");

    /// <summary>Decides the status of each answer; may wait.</summary>
    public Func<Hook, Task<int>> Answer { get; set; } = _ => Task.FromResult(StatusCodes.Status200OK);

    public IReadOnlyList<Hook> Hooks
    {
        get
        {
            lock (_lock)
                return [.. _hooks];
        }
    }

    public static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public Task<IReadOnlyList<Hook>> WaitForAsync(Func<IReadOnlyList<Hook>, bool> satisfies) =>
        Eventually.GetAsync(() => Task.FromResult(Hooks), satisfies);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var hook = new Hook(await reader.ReadToEndAsync(), request.Headers.Authorization.ToString(), request.ContentType, request.Headers.UserAgent.ToString());
        lock (_lock)
            _hooks.Add(hook);

        return Results.StatusCode(await Answer(hook));
    }

    internal sealed record Hook(string Body, string Authorization, string? ContentType, string UserAgent)
    {
        public JsonElement Json => JsonElement.Parse(Body);

        public string Event => Json.GetProperty("event").GetString()!;

        public string Id => Json.GetProperty("id").GetString()!;
    }
}
