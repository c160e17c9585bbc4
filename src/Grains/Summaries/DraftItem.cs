namespace OrleansCalls.Grains.Summaries;

/// <summary>A decision or a next action as a model named it.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Cited">The numbers of the lines that it is said to rest on, from 1; any number, of a line or of none.</param>
public sealed record DraftItem(string Text, IReadOnlyList<int> Cited);
