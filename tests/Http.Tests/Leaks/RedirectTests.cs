using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Leaks;

/// <summary>What the silo asks LiveKit goes nowhere else, whoever answers in its place.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task LiveKit_SendsElsewhere_NothingGoesThere(int status)
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var liveKit = await WebhookReceiver.StartAsync();
        liveKit.Answer = (_, context) =>
        {
            context.Response.Headers.Location = elsewhere.Url;
            return WebhookReceiver.Status(context, status);
        };
        await using var services = new ServiceCollection()
            .AddLiveKitClient(new LiveKitOptions { ServerUrl = new Uri(liveKit.Url), ApiKey = "devkey", ApiSecret = "secret" })
            .BuildServiceProvider();

        var error = await Assert.ThrowsAsync<LiveKitException>(() =>
            services.GetRequiredService<ILiveKitClient>().CreateRoomAsync(new CreateRoomRequest { Name = "ana_fred-call_1" }, TestContext.Current.CancellationToken));

        Assert.Equal(status, error.HttpStatus);
        Assert.Equal("/hook/twirp/livekit.RoomService/CreateRoom", Assert.Single(liveKit.All).Path);
        Assert.Empty(elsewhere.All);
    }
}
