namespace OrleansCalls.Grains.Search;

/// <summary>A word that a call must have.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Unspaced">Letters of a script without spaces: to be found within longer words.</param>
/// <param name="Unfinished">The word may go on.</param>
public sealed record SearchWord(string Text, bool Unspaced, bool Unfinished);
