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
}

/// <summary>Nothing outlives its call, starts that were refused included.</summary>
internal static class WorldCheck
{
    /// <param name="facts">What is seen.</param>
    /// <param name="answered">How many starts were answered with success.</param>
    /// <param name="unanswered">How many starts were never answered: each may have made a call.</param>
    public static IReadOnlyList<string> Complaints(WorldFacts facts, int answered, int unanswered) =>
    [
        .. facts.LiveRooms.Select(room => $"the room {room} still lives"),
        .. facts.LiveEgresses.Select(egress => $"the egress {egress} still runs"),
        .. facts.DueRooms.Select(room => $"the call {room} is still due"),
        .. facts.OpenRows.Select(room => $"the row of {room} is still open"),
        .. facts.Rows > answered + unanswered ? [$"there are {facts.Rows} rows for {answered} calls"] : Array.Empty<string>(),
    ];
}
