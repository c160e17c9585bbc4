using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>
/// Follows a call through whatever happens: its connection is cut again and again, and it goes on each time at the next front,
/// with nothing but the last id it has.
/// </summary>
internal sealed class Follower(IReadOnlyList<Uri> fronts, string room, Random random)
{
    /// <summary>Everything received but heartbeats, over all connections.</summary>
    public ConcurrentQueue<SseItem<JsonNode>> Received { get; } = new();

    public int Connections { get; private set; }

    /// <summary>Until an event satisfies, or the test has waited too long.</summary>
    public async Task FollowAsync(Func<SseItem<JsonNode>, bool> until, TimeSpan patience)
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        string? last = null;
        while (true)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"After {Connections} connections and {Received.Count} events, the last {last}");
            try
            {
                await using var client = await EventClient.OpenAsync(fronts[Connections++ % fronts.Count], room, last);
                for (var left = random.Next(1, 25); left > 0 && await client.NextAsync() is { } next; left--)
                {
                    if (next.EventType is "heartbeat")
                        continue;
                    last = next.EventId;
                    Received.Enqueue(next);
                    if (until(next))
                        return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or Xunit.Sdk.XunitException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken); // 503, or a front that goes
            }
        }
    }
}
