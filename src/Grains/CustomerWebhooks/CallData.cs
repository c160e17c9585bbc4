namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What <c>call.started</c>, <c>call.completed</c> and <c>call.erased</c> say. No word of what was said, and no name.</summary>
/// <param name="Room">The call's room.</param>
/// <param name="Status"><c>in_progress</c>, <c>completed</c>, <c>cancelled</c> or <c>erased</c>.</param>
/// <param name="CallType"><c>on-demand</c> or <c>scheduled</c>.</param>
/// <param name="StartedAt">When the room was created, in UTC as every time here.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="DurationSeconds">From the first human's join to the last leave.</param>
/// <param name="Url">Where the call can be looked at.</param>
internal sealed record CallData(
    string Room, string Status, string? CallType, DateTime? StartedAt, DateTime? EndedAt, int? DurationSeconds, string? Url);
