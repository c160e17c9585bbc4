using System.Diagnostics.Metrics;
using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Calls;

/// <summary>
/// Counts what becomes of calls. Each change is counted by who stored it, so once; one that is contradicted later and comes back
/// – a call taken for ended whose room is seen again – is counted again.
/// </summary>
internal sealed class CallMeter
{
    public const string Name = "OrleansCalls.Grains";

    private readonly Counter<long> _starts;
    private readonly Counter<long> _ends;
    private readonly UpDownCounter<long> _live;
    private readonly Histogram<double> _completions;

    private readonly RecordingMeter _recordings;
    private readonly AgentMeter _agents;

    public CallMeter(IMeterFactory meters, RecordingMeter recordings, AgentMeter agents)
    {
        (_recordings, _agents) = (recordings, agents);
        var meter = meters.Create(Name);
        _starts = meter.CreateCounter<long>("orleans_calls.calls_started", "{call}", "Starts of calls, by type: on-demand, scheduled; and result: started, failed");
        _ends = meter.CreateCounter<long>("orleans_calls.calls_ended", "{call}", "Calls that ended, by status: completed, cancelled");
        _live = meter.CreateUpDownCounter<long>("orleans_calls.live_calls", "{call}", "Calls with a room that this silo holds");
        _completions = meter.CreateHistogram(
            "orleans_calls.call_completion_duration",
            "s",
            "From a call's end, or the last words or request after it, until its recording, transcript, summary and row are home",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600, 21600, 86400] });
        _live.Add(0);
        foreach (var type in Enum.GetValues<CallType>())
        {
            Started(0, type, "started");
            Started(0, type, "failed");
        }

        _ends.Add(0, Tag(CallStatus.Completed));
        _ends.Add(0, Tag(CallStatus.Cancelled));
    }

    /// <summary>Counts what a write changed.</summary>
    /// <param name="before">The call as it was stored before.</param>
    /// <param name="after">The call as it is stored now.</param>
    /// <param name="now">When it was stored.</param>
    public void Count(CallState before, CallState after, DateTimeOffset now)
    {
        _live.Add((IsLive(after) ? 1 : 0) - (IsLive(before) ? 1 : 0));
        _recordings.Count(before, after);
        _agents.Count(before, after);
        if (after.Request is not { } request)
        {
            return;
        }

        var (was, status) = (before.Status(), after.Status());
        if (before.Room.Sid is null && after.Room.Sid is not null && was is not CallStatus.StartFailed)
        {
            Started(1, request.Start.CallType, "started");
        }
        else if (was is not CallStatus.StartFailed && status is CallStatus.StartFailed)
        {
            Started(1, request.Start.CallType, "failed");
        }

        if (HasEnded(status) && !HasEnded(was))
        {
            _ends.Add(1, Tag(status));
        }

        if (IsComplete(after) && !IsComplete(before))
        {
            var asked = Times.Later(after.Transcript.ChangedAt, after.SummaryRequest?.At);
            _completions.Record(Math.Max(0, (now - Times.Later(after.EndedAt(), asked)!.Value).TotalSeconds));
        }
    }

    /// <summary>Counts a call that this silo takes up, as it was stored.</summary>
    public void TakeUp(CallState call) => _live.Add(IsLive(call) ? 1 : 0);

    /// <summary>Counts a call that this silo lets go.</summary>
    public void LetGo(CallState call) => _live.Add(IsLive(call) ? -1 : 0);

    private void Started(int calls, CallType type, string result) =>
        _starts.Add(calls, new KeyValuePair<string, object?>("type", type.Name()), new KeyValuePair<string, object?>("result", result));

    private static KeyValuePair<string, object?> Tag(CallStatus status) => new("status", status is CallStatus.Completed ? "completed" : "cancelled");

    private static bool IsLive(CallState call) => call is { Request: not null } && call.Status() is CallStatus.InProgress;

    private static bool IsComplete(CallState call) =>
        call is { Request: not null, Erasure: null, DueAt: null } && call.Phase() is CallPhase.SummarySaved;

    private static bool HasEnded(CallStatus status) => status is CallStatus.Completed or CallStatus.Cancelled;
}
