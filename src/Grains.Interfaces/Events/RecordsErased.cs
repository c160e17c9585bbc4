using OrleansCalls.Grains.Interfaces.Erasure;

namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The call was removed from the database, and a tombstone keeps it from coming back.</summary>
/// <param name="At">When that was first done.</param>
/// <param name="Removed">All that was removed until now.</param>
[GenerateSerializer, Immutable, Alias("RecordsErased")]
public sealed record RecordsErased(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ErasedRecords Removed) : CallEvent;
