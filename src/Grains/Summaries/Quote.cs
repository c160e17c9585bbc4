namespace OrleansCalls.Grains.Summaries;

/// <summary>A decision or an action as the agent said it.</summary>
/// <param name="Text">The words, cut to the limit, beginning with a capital.</param>
/// <param name="Line">The line in which they were said, from 0.</param>
internal sealed record Quote(string Text, int Line)
{
    /// <summary>The longest, in characters.</summary>
    public const int Limit = 200;

    /// <summary>A quote of these words.</summary>
    public static Quote Of(string words, int line)
    {
        var text = Excerpt.Of(words, Limit);
        return new Quote(text.Length is 0 ? text : char.ToUpperInvariant(text[0]) + text[1..], line);
    }
}
