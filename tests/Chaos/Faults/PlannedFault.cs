namespace OrleansCalls.Chaos.Faults;

/// <summary>A fault of a process, drawn from the seed.</summary>
/// <param name="Number">Which of the run.</param>
/// <param name="Kind">What happens.</param>
/// <param name="After">How long after the one before it strikes.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="Second">Whether it hits the second of two silos.</param>
internal sealed record PlannedFault(int Number, FaultKind Kind, TimeSpan After, TimeSpan Length, bool Second);
