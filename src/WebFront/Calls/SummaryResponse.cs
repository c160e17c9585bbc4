using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What a call came to.</summary>
[Description("What the call came to")]
internal sealed record SummaryResponse(
    [property: Description("What the call came to, in a few sentences")] string Text,
    [property: Description("`model` or `heuristic`; `unknown` for a call older than this system")] string Source,
    [property: Description("What was settled; may be empty")] IReadOnlyList<DecisionResponse> Decisions,
    [property: Description("Exactly three; of a call older than this system as many as were kept")] IReadOnlyList<NextActionResponse> NextActions,
    [property: Description("How many of the model's items no line of the transcript carries; null for a summary of before this was counted")]
    DroppedResponse? Dropped)
{
    /// <summary>Of a call that is known by its row alone.</summary>
    public static SummaryResponse From(OlderCallRow call) => new(
        call.Summary!,
        "unknown",
        [.. call.Decisions.Select(text => new DecisionResponse(text, []))],
        [.. call.NextActions.Select(text => new NextActionResponse(text, [], Generic: false))],
        Dropped: null);

    public static SummaryResponse From(CallSummary summary, RecordingSnapshot recording)
    {
        var evidence = summary.Evidence;
        return new SummaryResponse(
            summary.Text,
            summary.Source.Name(),
            [.. summary.Decisions.Select((text, at) => new DecisionResponse(text, Lines(evidence?.Decisions, at)))],
            [.. summary.NextActions.Select((text, at) => new NextActionResponse(text, Lines(evidence?.NextActions, at), IsGeneric(at)))],
            evidence is null ? null : new DroppedResponse(evidence.DroppedDecisions, evidence.DroppedNextActions));

        bool IsGeneric(int at) => evidence?.NextActions.ElementAtOrDefault(at) is { Count: 0 };

        IReadOnlyList<EvidenceResponse> Lines(IReadOnlyList<IReadOnlyList<EvidenceLine>>? items, int at) =>
            [.. (items?.ElementAtOrDefault(at) ?? []).Select(line => EvidenceResponse.From(line, recording))];
    }
}
