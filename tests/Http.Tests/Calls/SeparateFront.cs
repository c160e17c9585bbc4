using System.Net.Http.Headers;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Cluster;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>The front as a program of its own, which finds silos in the database.</summary>
internal sealed class SeparateFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SeparateFront(WebApplication app)
    {
        _app = app;
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static async Task<SeparateFront> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        logging?.Invoke(builder.Logging);
        var reader = new SettingsReader(builder.Configuration);
        builder.AddWebFront(reader);
        builder.AddClusterClient(reader);
        Assert.False(reader.Complaints.Any, reader.Complaints.ToString());
        var app = builder.Build();
        app.MapWebFront();

        // Without a silo the start does not end, but the port is open.
        var starting = app.StartAsync(TestContext.Current.CancellationToken);
        while (!starting.IsCompleted && !app.Urls.Any(u => !u.EndsWith(":0", StringComparison.Ordinal)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        return new SeparateFront(app);
    }

    public Uri Address => _http.BaseAddress!;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? TestTokens.For("ana"));
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
