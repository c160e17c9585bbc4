using System.Diagnostics.Metrics;
using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Recordings;

/// <summary>Counts recorders: how often one was asked for, and what became of it.</summary>
internal sealed class RecordingMeter
{
    private readonly Counter<long> _starts;
    private readonly Counter<long> _outcomes;

    public RecordingMeter(IMeterFactory meters)
    {
        var meter = meters.Create(CallMeter.Name);
        _starts = meter.CreateCounter<long>("orleans_calls.recorder_starts", "{recorder}", "Recorders that LiveKit was asked for, by kind: first, another");
        _outcomes = meter.CreateCounter<long>("orleans_calls.recorder_outcomes", "{recorder}", "What became of recorders, by outcome: ready, missing, refused");
        foreach (var kind in new[] { "first", "another" })
        {
            Started(0, kind);
        }

        foreach (var outcome in new[] { "ready", "missing", "refused" })
        {
            Settled(0, outcome);
        }
    }

    /// <summary>Counts what a write of a call changed.</summary>
    public void Count(CallState before, CallState after)
    {
        if (ReferenceEquals(before.Recording, after.Recording) || after.Erasure is not null)
        {
            return;
        }

        foreach (var (attempt, start) in after.Recording.Starts)
        {
            var known = before.Recording.Starts.GetValueOrDefault(attempt);
            if (known is null)
            {
                Started(1, attempt is 1 ? "first" : "another");
            }

            if (after.Recording.IsSettled(start) && !(known is not null && before.Recording.IsSettled(known)))
            {
                Settled(1, after.Recording.Objects.GetValueOrDefault(start.Key) switch
                {
                    { FoundAt: not null } => "ready",
                    { MissingAt: not null } => "missing",
                    _ => "refused",
                });
            }
        }
    }

    private void Started(int recorders, string kind) => _starts.Add(recorders, new KeyValuePair<string, object?>("kind", kind));

    private void Settled(int recorders, string outcome) => _outcomes.Add(recorders, new KeyValuePair<string, object?>("outcome", outcome));
}
