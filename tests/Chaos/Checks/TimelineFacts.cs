namespace OrleansCalls.Chaos.Checks;

/// <summary>An entry of a call's timeline.</summary>
/// <param name="What">A fact, or an action.</param>
/// <param name="At">When it happened.</param>
/// <param name="Cause">Who told it, or why it was begun.</param>
/// <param name="Result">Its particulars, or what came of it.</param>
internal sealed record TimelineFacts(string What, DateTimeOffset At = default, string? Cause = null, string? Result = null);
