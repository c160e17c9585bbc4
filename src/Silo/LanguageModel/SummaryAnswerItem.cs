using System.ComponentModel;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>A decision or a next action in the model's answer.</summary>
/// <remarks>A type for each: the schema of one type in two places is a reference, which not every server with strict schemas follows.</remarks>
internal abstract record SummaryAnswerItem
{
    [Description("One sentence, in the words of the call.")]
    public string Text { get; init; } = "";

    [Description("The numbers of the one to five lines of the transcript that say it.")]
    public IReadOnlyList<int> Evidence { get; init; } = [];

    /// <summary>A decision.</summary>
    internal sealed record Decision : SummaryAnswerItem;

    /// <summary>A next action.</summary>
    internal sealed record NextAction : SummaryAnswerItem;
}
