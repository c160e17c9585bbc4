using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Decides when the transcript is summarised.</summary>
internal static class SummaryPlan
{
    public static void Add(PlanBuilder plan, CallState call)
    {
        if (call.Room.Sid is null || call.StartFailure is not null)
        {
            return;
        }

        if (call.OpenSummaryRequest() is { } request)
        {
            // The model is asked for one call once at a time: if it is being asked again because it had failed, that comes first.
            var again = new MakeSummary(call.Summary, AskModelAgain: true);
            var anew = new MakeSummary(call.Summary, AskModelAgain: false, request.Number);
            plan.Repeat(plan.Log.For(again.Id).Running ? again : anew, TimeSpan.Zero, request.At);
        }
        else if (plan.Log.SummaryWantedAt is { } wanted && !(call.Summary?.AsOf >= wanted))
        {
            plan.Repeat(new MakeSummary(call.Summary, AskModelAgain: false), TimeSpan.Zero, wanted);
        }
        else if (call.EndedAt() is not null && DueAt(plan, call) is { } due)
        {
            plan.Repeat(new MakeSummary(call.Summary, AskModelAgain: false), TimeSpan.Zero, due);
        }
        else if (call.Summary is { Provisional: true } && call.EndedAt() is { } ended && plan.Now < ended + plan.Timings.ModelRetryWindow)
        {
            plan.Do(new MakeSummary(call.Summary, AskModelAgain: true), call.Summary.AsOf + plan.Timings.Patient.First, plan.Timings.Patient);
        }
    }

    /// <summary>Whether the summary at hand knows everything that was acknowledged.</summary>
    public static bool IsSettled(CallState call) =>
        call.Summary is { } summary && !(summary.AsOf < call.EndedAt()) && !(summary.AsOf < call.Transcript.ChangedAt);

    // A client's transcript is the last word; without one the agent's worker gets a quiet period to send what it has.
    private static DateTimeOffset? DueAt(PlanBuilder plan, CallState call)
    {
        if (IsSettled(call))
        {
            return null;
        }

        var lastWord = Times.Later(Times.Later(call.EndedAt(), call.Transcript.ChangedAt), plan.Log.LastSegmentAt)!.Value;
        return call.Transcript.FromClient ? lastWord : lastWord + plan.Timings.QuietPeriod;
    }
}
