using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Processes;
using OrleansCalls.LiveKit;

namespace OrleansCalls.Chaos.Checks;

/// <summary>Looks at what is left over in LiveKit and in the tables.</summary>
internal sealed class World(Stack stack, SandboxControl sandbox) : IDisposable
{
    private const string Due = "SELECT substr(grain_id_extension, length('room/') + 1) FROM orleans_storage WHERE due_at IS NOT NULL";
    private const string Open = "SELECT room_name FROM coaching_sessions WHERE status NOT IN ('completed', 'cancelled')";

    private const string Untold = "SELECT room FROM webhook_deliveries WHERE state = 'pending'";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private LiveKitClient LiveKit => new(http, stack.LiveKit, TimeProvider.System);

    /// <summary>
    /// What stays. A recorder whose worker was lost is listed for ever, and each round of strays in which it is taken up makes its
    /// call due for a moment: only what is seen in every look of <paramref name="patience"/> is left over.
    /// </summary>
    public async Task<WorldFacts> LookAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var staying = await LookAsync(cancellationToken);
        while (!staying.IsQuiet && TimeProvider.System.GetElapsedTime(began) < patience)
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            staying = staying.AndStill(await LookAsync(cancellationToken));
        }

        return staying;
    }

    private async Task<WorldFacts> LookAsync(CancellationToken cancellationToken) => new()
    {
        LiveRooms = await LiveRoomsAsync(cancellationToken),
        LiveEgresses = await LiveEgressesAsync(cancellationToken),
        DueRooms = await NamesAsync(Due, cancellationToken),
        OpenRows = await NamesAsync(Open, cancellationToken),
        Rows = (await NamesAsync("SELECT room_name FROM coaching_sessions", cancellationToken)).Count,
    };

    /// <summary>Whether nothing is left over, and every customer told.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken)).IsQuiet && (await NamesAsync(Untold, cancellationToken)).Count == 0;

    public void Dispose() => http.Dispose();

    /// <summary>A stale entry of LiveKit's list, which an injected fault leaves behind, is no room: nobody can be in it.</summary>
    private async Task<IReadOnlyList<string>> LiveRoomsAsync(CancellationToken cancellationToken)
    {
        List<string> live = [];
        foreach (var room in await LiveKit.ListRoomsAsync(cancellationToken: cancellationToken))
        {
            if (await sandbox.LivesAsync(room.Name, cancellationToken) is not false)
            {
                live.Add(room.Name);
            }
        }

        return live;
    }

    /// <summary>An egress whose worker was lost by an injected fault is listed as active for ever: nobody can end it.</summary>
    private async Task<IReadOnlyList<string>> LiveEgressesAsync(CancellationToken cancellationToken)
    {
        var listed = await LiveKit.ListEgressAsync(active: true, cancellationToken: cancellationToken);
        if (listed.Count == 0)
        {
            return [];
        }

        var answer = await sandbox.PersistAsync(HttpMethod.Get, "/sandbox/egresses", null, Patience, cancellationToken);
        var orphans = answer.Body.EnumerateArray().Where(egress => egress.GetProperty("isOrphan").GetBoolean())
            .Select(egress => egress.GetProperty("egressId").GetString()).ToHashSet();
        return [.. listed.Where(egress => !egress.HasEnded && !orphans.Contains(egress.EgressId)).Select(egress => egress.EgressId)];
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // the statements are literals of this file
        await using var command = stack.Database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
