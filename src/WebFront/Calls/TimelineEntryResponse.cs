using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Timelines;

namespace OrleansCalls.WebFront.Calls;

/// <summary>One entry of a call's timeline.</summary>
internal sealed record TimelineEntryResponse(
    [property: Description("When it happened, by the word of whoever told it")] DateTimeOffset At,
    [property: Description("When it became known here")] DateTimeOffset NotedAt,
    [property: Description("A fact, such as `room.created`, or an action, such as `delete-room/end`")] string What,
    [property: Description("Who told the fact, or why the action was begun")] string Cause,
    [property: Description("The fact's particulars, or what came of the action")] string? Result)
{
    public static TimelineEntryResponse From(TimelineEntry entry) => new(entry.At, entry.NotedAt, entry.What, entry.Cause, entry.Result);
}
