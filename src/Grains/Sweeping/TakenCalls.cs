namespace OrleansCalls.Grains.Sweeping;

/// <summary>Due calls that this silo has taken.</summary>
/// <param name="Rooms">Their rooms' names, the longest due first.</param>
/// <param name="LeasedUntil">When those are due again that nobody moves on.</param>
/// <param name="Late">How long the first of them has been due.</param>
public sealed record TakenCalls(IReadOnlyList<string> Rooms, DateTimeOffset LeasedUntil, TimeSpan Late = default);
