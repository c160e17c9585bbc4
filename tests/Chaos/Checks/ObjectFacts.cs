namespace OrleansCalls.Chaos.Checks;

/// <summary>An object in the bucket.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hex.</param>
/// <param name="IsRecording">Whether it is a whole OGG/Opus file.</param>
internal sealed record ObjectFacts(long Size, string Sha256, bool IsRecording);
