namespace OrleansCalls.Grains.Summaries;

/// <summary>What somebody said in one line.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Sentences">Its sentences.</param>
internal sealed record Turn(int Line, string[] Sentences);
