using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Read the transcript, and summarise it unless the summary at hand fits it.</summary>
/// <param name="Known">The summary at hand.</param>
/// <param name="AskModelAgain">The summary at hand is the rule's, because the model had failed.</param>
/// <param name="Request">The request to make it anew: the model is asked although the summary at hand may fit.</param>
public sealed record MakeSummary(SummaryMade? Known, bool AskModelAgain, int? Request = null) : CallAction
{
    internal const string ActionId = "make-summary";

    public override bool IsTold => false;

    public override string Id => AskModelAgain ? "ask-model-again" : ActionId;
}
