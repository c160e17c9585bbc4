namespace OrleansCalls.LiveKit.Sandbox.Speech;

/// <summary>A line of the scripted call.</summary>
/// <param name="Speaker">Who says it: <c>Founder</c> or <c>Fred</c> (the agent).</param>
/// <param name="Text">The words, exactly as the speech endpoint wants them for the clip to be found.</param>
/// <param name="DurationMs">How long saying it takes, in milliseconds.</param>
internal sealed record ScriptLine(string Speaker, string Text, int DurationMs);
