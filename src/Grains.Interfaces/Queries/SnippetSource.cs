namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>Which of a call's texts a snippet is from.</summary>
[GenerateSerializer, Alias("SnippetSource")]
public enum SnippetSource
{
    Summary = 0,
    Transcript = 1,
}
