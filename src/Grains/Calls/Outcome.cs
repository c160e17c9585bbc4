using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Calls;

/// <summary>What came of an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Cause">Why it was begun.</param>
/// <param name="Events">The facts that it brought.</param>
/// <param name="Trouble">Why it brought none, where it was not answered.</param>
internal sealed record Outcome(CallAction Action, string Cause, IReadOnlyList<CallEvent> Events, string? Trouble);
