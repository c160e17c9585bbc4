using System.ComponentModel;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>A decision or a next action in the model's answer.</summary>
internal sealed record SummaryAnswerItem
{
    [Description("One sentence, in the words of the call.")]
    public string Text { get; init; } = "";

    [Description("The numbers of the one to five lines of the transcript that say it.")]
    public IReadOnlyList<int> Evidence { get; init; } = [];
}
