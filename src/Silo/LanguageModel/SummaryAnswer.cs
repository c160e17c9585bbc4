using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>
/// What the model is asked to answer: its JSON schema goes with the question. What comes back is read by
/// <see cref="SummaryAnswerReader"/>, because a server that ignores the schema may answer anything.
/// </summary>
[Description("The summary of a call.")]
internal sealed record SummaryAnswer
{
    [Description("What the call was about and came to, in two to five sentences.")]
    public string Summary { get; init; } = "";

    [Description("Each decision that was made in the call. Empty if none was made.")]
    public IReadOnlyList<SummaryAnswerItem.Decision> Decisions { get; init; } = [];

    [Description("The next actions for the founder that were named in the call, at most three, the most important first.")]
    [MaxLength(SummaryAnswerReader.MostActions)]
    public IReadOnlyList<SummaryAnswerItem.NextAction> NextActions { get; init; } = [];
}
