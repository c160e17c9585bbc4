using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCalls.LiveKit.Sandbox.Agents;
using OrleansCalls.LiveKit.Sandbox.Control;
using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Speech;
using OrleansCalls.LiveKit.Sandbox.State;
using OrleansCalls.LiveKit.Sandbox.Tokens;
using OrleansCalls.LiveKit.Sandbox.Twirp;
using OrleansCalls.LiveKit.Sandbox.Webhooks;

namespace OrleansCalls.LiveKit.Sandbox;

/// <summary>A stand-in for LiveKit's control plane and Egress, speaking HTTP, for runs on one machine and for tests.</summary>
public static class SandboxApp
{
    /// <summary>Builds the sandbox without starting it.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="url">Where it listens. With port 0, <see cref="WebApplication.Urls"/> names the port after the start.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <returns>The program: <c>StartAsync</c> opens it, disposing it ends it.</returns>
    public static WebApplication Create(SandboxOptions options, string url = "http://127.0.0.1:0", TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = TwirpRoutes.LargestBody);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.AddSandbox(options, time ?? TimeProvider.System);

        var app = builder.Build();
        app.MapSandbox();
        return app;
    }

    private static void AddSandbox(this IServiceCollection services, SandboxOptions options, TimeProvider time)
    {
        services.AddSingleton(options).AddSingleton(time).AddSingleton<TokenVerifier>();
        services.AddSingleton<Errands>().AddHostedService(provider => provider.GetRequiredService<Errands>());
        services.AddSingleton<StateFile>().AddSingleton<FaultBook>().AddSingleton<FaultCounts>().AddSingleton<RpcFaults>().AddSingleton<RpcCounts>().AddSingleton<SpeechLibrary>();
        services.AddSingleton<WebhookSigner>().AddSingleton<WebhookDelivery>().AddSingleton<WebhookSender>();
        services.AddSingleton<StaleRooms>().AddSingleton<RoomDirectory>().AddSingleton<RoomFaults>().AddSingleton<RoomService>().AddHostedService<RoomClock>();
        services.AddSingleton<AgentDispatches>().AddSingleton<AgentDispatchService>();
        services.AddSingleton<EgressDirectory>().AddSingleton<EgressWorker>().AddSingleton<EgressService>();
        services.AddSingleton<RecordingMaker>().AddSingleton<RecordingUpload>().AddSingleton<WebPages>().AddSingleton<UploadLog>();
        services.AddHttpClient(WebhookDelivery.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddHttpClient(WebPages.Client, client => client.Timeout = TimeSpan.FromSeconds(30)); // as the browser's
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddProblemDetails();
    }

    private static void MapSandbox(this WebApplication app)
    {
        app.Services.GetRequiredService<RoomFaults>(); // nobody else asks for it before the first room is made
        app.MapGet("/", () => TypedResults.Text("OK"));
        app.MapTwirp(
            app.Services.GetRequiredService<RoomService>().Methods,
            app.Services.GetRequiredService<EgressService>().Methods,
            app.Services.GetRequiredService<AgentDispatchService>().Methods);

        var control = app.MapGroup("/sandbox");
        control.MapParticipants();
        control.MapRooms();
        control.MapEgresses();
        control.MapRequests();
        control.MapFaults();
    }
}
