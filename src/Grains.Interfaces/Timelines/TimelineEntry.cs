namespace OrleansCalls.Grains.Interfaces.Timelines;

/// <summary>What happened to a call, or what was done for it, in words for its user and for support. Holds nothing that was said.</summary>
[GenerateSerializer, Immutable, Alias("TimelineEntry")]
public sealed record TimelineEntry
{
    /// <summary>When it happened, by the word of whoever told it.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>When it became known here: much later than <see cref="At"/> for a late webhook.</summary>
    [Id(1)] public required DateTimeOffset NotedAt { get; init; }

    /// <summary>A fact as <c>thing.event</c>, such as <c>room.created</c>; or an action's name, such as <c>stop-egress/EG_1</c>.</summary>
    [Id(2)] public required string What { get; init; }

    /// <summary>Who told the fact, or why the action was begun.</summary>
    [Id(3)] public required string Cause { get; init; }

    /// <summary>The fact's particulars, or what came of the action; null where there is nothing to add.</summary>
    [Id(4)] public string? Result { get; init; }
}
