namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The call's row, and its memory where it has ended, are written.</summary>
/// <param name="Revision">The state's revision that was written.</param>
/// <param name="Digest">What was written, as a hash: another one means that the row is behind.</param>
/// <param name="MemorySkipped">Why there is no memory row, where there can be none.</param>
[GenerateSerializer, Immutable, Alias("SessionWritten")]
public sealed record SessionWritten(
    [property: Id(0)] long Revision,
    [property: Id(1)] string Digest,
    [property: Id(2)] string? MemorySkipped) : CallEvent;
