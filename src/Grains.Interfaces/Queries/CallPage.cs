namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>A page of calls.</summary>
/// <param name="Calls">Newest first.</param>
/// <param name="NextCursor">Where the next page starts; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("CallPage")]
public sealed record CallPage(
    [property: Id(0)] IReadOnlyList<CallRow> Calls, [property: Id(1)] string? NextCursor);
