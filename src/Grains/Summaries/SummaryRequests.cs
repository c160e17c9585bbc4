using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Requests to make a call's summary anew: which is open, and which is only a repeat of another.</summary>
internal static class SummaryRequests
{
    /// <summary>How often the summary of one call is made anew: what a user can make the model work is bounded.</summary>
    public const int Most = 30;

    /// <summary>The later request.</summary>
    public static SummaryRequested Greater(SummaryRequested? a, SummaryRequested b) =>
        a is null || (b.Number, b.At).CompareTo((a.Number, a.At)) > 0 ? b : a;

    /// <summary>The answer to the later request. Of two to one, the one that has a summary, then the later.</summary>
    public static SummaryRequestAnswered Greater(SummaryRequestAnswered? a, SummaryRequestAnswered b) =>
        a is null || Compare(a, b) < 0 ? b : a;

    /// <summary>The request that waits for its summary, or null.</summary>
    public static SummaryRequested? OpenSummaryRequest(this CallState call) =>
        call.SummaryRequest is { } request && !(call.SummaryRequestAnswer?.Number >= request.Number) ? request : null;

    /// <summary>
    /// Whether asking now is the same as the request before: it is still open, or was answered a moment ago and nothing was
    /// said since.
    /// </summary>
    public static bool IsRepeat(CallState call, CallTimings timings, DateTimeOffset now) =>
        call.OpenSummaryRequest() is not null
        || (call.SummaryRequestAnswer is { } answer && now < answer.At + timings.SummaryRepeat && !(call.Summary?.AsOf < call.Transcript.ChangedAt));

    /// <summary>The newest request as its user sees it.</summary>
    public static SummaryRequestSnapshot? SummaryRequestSnapshot(this CallState call)
    {
        if (call.SummaryRequest is not { } request)
        {
            return null;
        }

        var isOpen = call.OpenSummaryRequest() is not null;
        return new SummaryRequestSnapshot
        {
            Number = request.Number,
            RequestedAt = request.At,
            IsOpen = isOpen,
            Failure = isOpen ? null : call.SummaryRequestAnswer!.Failure,
        };
    }

    private static int Compare(SummaryRequestAnswered a, SummaryRequestAnswered b)
    {
        var order = a.Number.CompareTo(b.Number);
        order = order is not 0 ? order : (a.Failure is null).CompareTo(b.Failure is null);
        order = order is not 0 ? order : a.At.CompareTo(b.At);
        return order is not 0 ? order : string.CompareOrdinal(a.Failure, b.Failure);
    }
}
