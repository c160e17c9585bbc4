using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>
/// What the model is asked to answer; its JSON schema goes with the question. Nothing in it is checked yet: a server that
/// ignores the schema may leave out anything or say null.
/// </summary>
[Description("The summary of a call.")]
internal sealed record SummaryAnswer
{
    [Description("What the call was about and came to, in two to five sentences.")]
    public string Summary { get; init; } = "";

    [Description("Each decision that was made in the call, in one sentence. Empty if none was made.")]
    public IReadOnlyList<string> Decisions { get; init; } = [];

    [Description("Exactly three next actions for the founder, one sentence each, the most important first.")]
    [Length(3, 3)]
    public IReadOnlyList<string> NextActions { get; init; } = [];
}
