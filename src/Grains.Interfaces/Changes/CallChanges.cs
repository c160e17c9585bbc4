namespace OrleansCalls.Grains.Interfaces.Changes;

/// <summary>What is stored of a call beyond a position, up to the size of a page.</summary>
[GenerateSerializer, Immutable, Alias("CallChanges")]
public sealed record CallChanges
{
    /// <summary>
    /// The call after each change of what is seen of it, by <see cref="CallSnapshot.Revision"/>. None while segments are left
    /// out of the page: whoever is told that a call is complete was told all words that were stored before.
    /// </summary>
    [Id(0)] public required IReadOnlyList<CallSnapshot> Calls { get; init; }

    /// <summary>Segments, each as it stands now, in the order of their revisions.</summary>
    [Id(1)] public required IReadOnlyList<RevisedSegment> Segments { get; init; }

    /// <summary>Up to where the call has come; no position of this call lies beyond.</summary>
    [Id(2)] public required CallPosition Newest { get; init; }

    /// <summary>Whether nothing was left out.</summary>
    [Id(3)] public required bool IsWhole { get; init; }
}
