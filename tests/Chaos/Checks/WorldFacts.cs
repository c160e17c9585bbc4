namespace OrleansCalls.Chaos.Checks;

/// <summary>What is left over in the whole system, whichever call it belongs to.</summary>
internal sealed record WorldFacts
{
    /// <summary>Rooms that LiveKit lists and that really live.</summary>
    public required IReadOnlyList<string> LiveRooms { get; init; }

    /// <summary>Egresses that LiveKit lists as active, without those whose worker an injected fault took.</summary>
    public required IReadOnlyList<string> LiveEgresses { get; init; }

    /// <summary>Calls whose state wants to be looked at again.</summary>
    public required IReadOnlyList<string> DueRooms { get; init; }

    /// <summary>Rows of <c>coaching_sessions</c> that are not terminal.</summary>
    public required IReadOnlyList<string> OpenRows { get; init; }

    /// <summary>How many rows there are in <c>coaching_sessions</c>.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether nothing is left over.</summary>
    public bool IsQuiet => LiveRooms.Count + LiveEgresses.Count + DueRooms.Count + OpenRows.Count == 0;

    /// <summary>Whether a call's room, state or row is left over.</summary>
    public bool Names(string room) => LiveRooms.Contains(room) || DueRooms.Contains(room) || OpenRows.Contains(room);

    /// <summary>What is left over in both looks; rows are counted in the later one.</summary>
    public WorldFacts AndStill(WorldFacts later) => new()
    {
        LiveRooms = [.. LiveRooms.Intersect(later.LiveRooms)],
        LiveEgresses = [.. LiveEgresses.Intersect(later.LiveEgresses)],
        DueRooms = [.. DueRooms.Intersect(later.DueRooms)],
        OpenRows = [.. OpenRows.Intersect(later.OpenRows)],
        Rows = later.Rows,
    };
}
