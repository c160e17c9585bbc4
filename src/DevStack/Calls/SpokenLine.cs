namespace OrleansCalls.DevStack.Calls;

/// <summary>One thing that was said in the scripted call.</summary>
internal sealed record SpokenLine(string Id, string Speaker, string Text, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
