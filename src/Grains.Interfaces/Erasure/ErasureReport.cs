namespace OrleansCalls.Grains.Interfaces.Erasure;

/// <summary>How far the erasure of a call has come.</summary>
[GenerateSerializer, Immutable, Alias("ErasureReport")]
public sealed record ErasureReport
{
    /// <summary>
    /// Whether nothing is left: the database holds nothing but this report, every recorder has ended, and the bucket was seen
    /// to be empty of the call since. What is uploaded later all the same is removed too.
    /// </summary>
    [Id(0)] public required bool IsErased { get; init; }

    /// <summary>When the call was removed from the database; null until it was.</summary>
    [Id(1)] public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What was removed from the database.</summary>
    [Id(2)] public required ErasedRecords Records { get; init; }

    /// <summary>How many objects were removed from the bucket, recordings and their manifests.</summary>
    [Id(3)] public required int RecordingObjects { get; init; }

    /// <summary>Grows with every change that is stored.</summary>
    [Id(4)] public required long Revision { get; init; }
}
