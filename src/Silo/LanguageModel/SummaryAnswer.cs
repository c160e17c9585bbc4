using System.ComponentModel;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>What the model is asked to answer; its JSON schema goes with the question. Nothing in it is valid yet.</summary>
[Description("The summary of a call.")]
internal sealed record SummaryAnswer
{
    [Description("What the call was about and came to, in two to five sentences.")]
    public string? Summary { get; init; }

    [Description("Each decision that was made in the call, in one sentence. Empty if none was made.")]
    public IReadOnlyList<string?>? Decisions { get; init; }

    [Description("Exactly three next actions for the founder, one sentence each, the most important first.")]
    public IReadOnlyList<string?>? NextActions { get; init; }
}
