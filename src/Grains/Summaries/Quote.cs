namespace OrleansCalls.Grains.Summaries;

/// <summary>A decision or an action as the agent said it.</summary>
internal static class Quote
{
    /// <summary>The longest, in characters.</summary>
    public const int Limit = 200;

    /// <summary>The words, cut to the limit, beginning with a capital.</summary>
    public static string Of(string words)
    {
        var quote = Excerpt.Of(words, Limit);
        return quote.Length is 0 ? quote : char.ToUpperInvariant(quote[0]) + quote[1..];
    }
}
