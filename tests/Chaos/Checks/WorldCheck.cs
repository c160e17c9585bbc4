namespace OrleansCalls.Chaos.Checks;

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
