using System.Collections.Concurrent;
using System.Text.Json;
using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Sees from outside, while calls live, whether two agents or two recorders are in one room.</summary>
internal sealed class RoomWatch(SandboxControl sandbox)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Twins> agents = new();
    private readonly ConcurrentDictionary<string, Twins> recorders = new();

    /// <summary>For how long at a time two agents were in a room of this name.</summary>
    public TimeSpan TwoAgents(string room) => agents.GetValueOrDefault(room)?.Longest ?? TimeSpan.Zero;

    /// <summary>For how long at a time two recorders were at work in a room of this name.</summary>
    public TimeSpan TwoRecorders(string room) => recorders.GetValueOrDefault(room)?.Longest ?? TimeSpan.Zero;

    /// <summary>Looks until cancelled; while the sandbox is away nothing is counted.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var answer = await sandbox.PersistAsync(HttpMethod.Get, "/sandbox/rooms", null, Patience, CancellationToken.None);
            if (answer.IsSuccess)
            {
                See(answer.Body, TimeProvider.System.GetUtcNow());
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Takes an answer of <c>/sandbox/rooms</c>.</summary>
    internal void See(JsonElement rooms, DateTimeOffset now)
    {
        See(agents, rooms, "AGENT", now);
        See(recorders, rooms, "EGRESS", now);
    }

    // An orphan is in no room.
    private static void See(ConcurrentDictionary<string, Twins> seen, JsonElement rooms, string kind, DateTimeOffset now)
    {
        var twins = rooms.EnumerateArray()
            .Where(room => room.GetProperty("participants").EnumerateArray().Count(who => string.Equals(who.GetProperty("kind").GetString(), kind, StringComparison.OrdinalIgnoreCase)) > 1)
            .Select(room => room.GetProperty("room").GetString()!)
            .ToHashSet();
        foreach (var (room, earlier) in seen.Where(known => !twins.Contains(known.Key)))
        {
            seen[room] = earlier with { Since = null };
        }

        foreach (var room in twins)
        {
            seen[room] = seen.GetValueOrDefault(room, new Twins(null, TimeSpan.Zero)).Now(now);
        }
    }

    private sealed record Twins(DateTimeOffset? Since, TimeSpan Longest)
    {
        public Twins Now(DateTimeOffset now) => new(Since ?? now, now - (Since ?? now) > Longest ? now - (Since ?? now) : Longest);
    }
}
