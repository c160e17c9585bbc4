using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Front;

/// <summary>The front on a free port of a real Kestrel, in front of <see cref="FakeGrains"/>.</summary>
internal sealed class FrontHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private FrontHost(WebApplication app, HttpClient client, FakeGrains grains, IReadOnlyList<Uri> addresses) =>
        (_app, _client, Grains, Addresses) = (app, client, grains, addresses);

    public FakeGrains Grains { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => _client.BaseAddress!;

    /// <summary>All of them, where a test has it listen at several.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public static Task<FrontHost> StartAsync(params (string Key, string? Value)[] changes) => StartAsync(_ => { }, _ => { }, changes);

    public static Task<FrontHost> StartAsync(TimeProvider time, params (string Key, string? Value)[] changes) =>
        StartAsync(services => services.AddSingleton(time), _ => { }, changes);

    public static Task<FrontHost> StartAsync(Action<IServiceCollection> parts, params (string Key, string? Value)[] changes) =>
        StartAsync(parts, _ => { }, changes);

    /// <summary>With routes of a test's own.</summary>
    public static Task<FrontHost> StartAsync(Action<WebApplication> routes, params (string Key, string? Value)[] changes) =>
        StartAsync(_ => { }, routes, changes);

    private static async Task<FrontHost> StartAsync(
        Action<IServiceCollection> parts, Action<WebApplication> routes, (string Key, string? Value)[] changes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["AUTH_JWT_AUTHORITY"] = null,
            ["AUTH_JWT_AUDIENCE"] = null,
            ["AUTH_JWT_ISSUER"] = null,
            ["OPERATOR_SECRET"] = null,
            ["VOICE_AGENT_SECRET"] = "agent-key-one,agent-key-two",
            ["LIVEKIT_URL"] = "wss://livekit.test/rtc",
            ["LIVEKIT_API_KEY"] = TestTokens.ApiKey,
            ["LIVEKIT_API_SECRET"] = TestTokens.ApiSecret,
            ["Limits:StartsPerMinutePerAddress"] = "1000000", // limits have tests of their own
            ["Limits:FailedSignInsPerMinute"] = "1000000",
            ["Limits:StreamsPerUser"] = "10000",
        });
        builder.Configuration.AddInMemoryCollection(changes.Select(c => new KeyValuePair<string, string?>(c.Key, c.Value)));
        builder.Logging.ClearProviders();
        var settings = new SettingsReader(builder.Configuration);
        builder.AddWebFront(settings);
        Assert.False(settings.Complaints.Any, settings.Complaints.ToString());

        var grains = new FakeGrains();
        builder.Services.AddSingleton<IGrainFactory>(grains);
        parts(builder.Services);
        var app = builder.Build();
        app.MapWebFront();
        routes(app);
        await app.StartAsync();
        Uri[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true) { BaseAddress = addresses[0] };
        return new FrontHost(app, client, grains, addresses);
    }

    /// <summary>Sends a request as this user; null: as nobody.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? user = "ana", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (user is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(user));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks as nobody, with these headers, and does not wait for the answer's end.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, string? user = "ana", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), user, headers);

    public Task<HttpResponseMessage> GetAsync(string path, string? user = "ana", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, user, headers);

    /// <summary>Ends the front as an operator would.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
