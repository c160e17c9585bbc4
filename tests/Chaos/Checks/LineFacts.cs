namespace OrleansCalls.Chaos.Checks;

/// <summary>A line of a transcript.</summary>
internal sealed record LineFacts(string Speaker, string Text);
