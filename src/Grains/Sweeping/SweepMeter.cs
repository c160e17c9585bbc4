using System.Diagnostics.Metrics;
using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>Measures the sweep, which is also what asks the database most regularly.</summary>
internal sealed class SweepMeter
{
    private readonly Counter<long> _rounds;
    private readonly Counter<long> _calls;
    private readonly Gauge<double> _oldest;
    private readonly Gauge<int> _databaseUp;

    public SweepMeter(IMeterFactory meters)
    {
        var meter = meters.Create(CallMeter.Name);
        _rounds = meter.CreateCounter<long>("orleans_calls.sweep_rounds", "{round}", "Rounds of this silo's sweep, one a second and more while many calls are due, by outcome: done, failed");
        _calls = meter.CreateCounter<long>("orleans_calls.sweep_calls", "{call}", "Due calls that this silo's sweep looked at, by outcome: looked_at, unreached");
        _oldest = meter.CreateGauge<double>("orleans_calls.sweep_oldest_due_age", "s", "How late the call was that was due longest at the last round of this silo's sweep; 0 when none was due");
        _databaseUp = meter.CreateGauge<int>("orleans_calls.database_up", description: "Whether the database answered the last round of this silo's sweep: 1 or 0");
        foreach (var outcome in new[] { "done", "failed" })
        {
            Round(0, outcome);
        }

        foreach (var outcome in new[] { "looked_at", "unreached" })
        {
            Call(0, outcome);
        }
    }

    /// <summary>Due calls were taken, or there were none.</summary>
    /// <param name="late">How late the call was that was due longest.</param>
    public void Took(TimeSpan late)
    {
        Round(1, "done");
        _oldest.Record(late.TotalSeconds);
        _databaseUp.Record(1);
    }

    /// <summary>The database did not answer a round.</summary>
    public void Failed()
    {
        Round(1, "failed");
        _databaseUp.Record(0);
    }

    /// <summary>A call was looked at, or could not be.</summary>
    public void LookedAt(bool reached) => Call(1, reached ? "looked_at" : "unreached");

    private void Round(int rounds, string outcome) => _rounds.Add(rounds, new KeyValuePair<string, object?>("outcome", outcome));

    private void Call(int calls, string outcome) => _calls.Add(calls, new KeyValuePair<string, object?>("outcome", outcome));
}
