namespace OrleansCalls.Grains.Search;

/// <summary>A word as the index has it, or several in a row.</summary>
/// <param name="Words">As they were typed.</param>
/// <param name="Unfinished">The last one may go on.</param>
internal sealed record SearchPart(IReadOnlyList<string> Words, bool Unfinished)
{
    public bool IsPhrase => Words.Count > 1;

    /// <summary>The words beside each other, as a <c>tsquery</c>.</summary>
    public string InARow => Join(" <-> ");

    /// <summary>The words anywhere in a call.</summary>
    public string Anywhere => Join(" & ");

    /// <summary>As it stands in a text of words with a space before and after each.</summary>
    public string Said => $" {string.Join(' ', Words)}{(Unfinished ? "" : " ")}";

    private string Join(string between)
    {
        var words = string.Join(between, Words.Select(word => $"'~{word}'")) + (Unfinished ? ":*" : "");
        return IsPhrase ? $"({words})" : words;
    }
}
