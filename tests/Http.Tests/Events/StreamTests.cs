using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Events;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>A front before a call that does what the test says.</summary>
public abstract class StreamTests : IAsyncDisposable
{
    protected const string Room = "ana_fred-call_1";

    private protected static EventOptions Options { get; } = new()
    {
        Heartbeat = TimeSpan.FromSeconds(0.2),
        AfterCompletion = TimeSpan.FromSeconds(0.6),
        MostStreams = 60,
    };

    private protected FrontHost Front { get; private set; } = null!;

    private protected FakeCall Call { get; private set; } = null!;

    private protected FakeQueries Tables => Front.Grains.Queries;

    public async ValueTask DisposeAsync()
    {
        if (Front is not null)
            await Front.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task StartAsync()
    {
        Front = await FrontHost.StartAsync(services => services
            .AddSingleton(Options)
            .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null)); // which would cut a client off that reads nothing
        Call = Front.Grains.Call(Room).Existing("ana");
    }

    protected void Tell(CallSnapshot change)
    {
        lock (Tables.Said)
            Tables.Changes.Add(change);
        Call.Stir();
    }

    protected static IEnumerable<string> Fields(JsonNode node) => node.AsObject().Select(p => p.Key);
}
