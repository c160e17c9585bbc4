namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>A part of a text that says something.</summary>
internal abstract record Token
{
    /// <summary>A word of a script that sets words apart.</summary>
    /// <param name="Form">Without case and accents.</param>
    /// <param name="MayBeName">It has a capital, and not because a sentence begins.</param>
    /// <param name="Opens">It has a capital, and a sentence begins.</param>
    public sealed record Word(string Form, bool MayBeName, bool Opens = false) : Token;

    /// <summary>A number in digits.</summary>
    /// <param name="Value">Null for what is no number in itself: a date, a time of day.</param>
    /// <param name="Parts">Its groups of digits where they may be said one by one, as in <c>10:30</c> and <c>3.5</c>.</param>
    public sealed record Number(double? Value, IReadOnlyList<double> Parts) : Token;

    /// <summary>Characters of a script that does not set words apart, or joins them with their endings.</summary>
    /// <param name="Form">Without differences of width.</param>
    public sealed record Run(string Form) : Token;
}
