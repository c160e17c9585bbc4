using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Erasure;

namespace OrleansCalls.WebFront.Erasure;

/// <summary>What became of a call that was to be erased.</summary>
internal sealed record ErasureResponse
{
    [Description("The call's room")]
    public required string Room { get; init; }

    [Description("`erased` when nothing is left; `erasing` while the call is being ended, or its recorder may still upload")]
    public required string State { get; init; }

    [Description("When the call was removed from the database; null while it is being ended")]
    public required DateTimeOffset? ErasedAt { get; init; }

    [Description("How much was removed so far")]
    public required RemovedResponse Removed { get; init; }

    public static ErasureResponse From(string room, ErasureReport report) => new()
    {
        Room = room,
        State = report.IsErased ? "erased" : "erasing",
        ErasedAt = report.ErasedAt,
        Removed = RemovedResponse.From(report),
    };
}
