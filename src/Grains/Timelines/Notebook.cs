using System.Globalization;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Timelines;

namespace OrleansCalls.Grains.Timelines;

/// <summary>
/// Timeline entries that wait for the next write of the call's state, whose statement appends them: an entry never costs
/// a write of its own, and none that belongs to a change is lost or there twice. What brought no change may be lost with
/// its activation.
/// </summary>
internal sealed class Notebook
{
    /// <summary>A call that cannot be stored for long keeps this many.</summary>
    private const int Most = 200;

    /// <summary>Others' error messages may be of any length.</summary>
    private const int LongestResult = 500;

    private readonly List<(TimelineEntry Entry, int Times)> _pending = [];

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _pending.Count is 0;

    /// <summary>Notes a fact.</summary>
    public void Note(TimelineFact fact, string cause, DateTimeOffset now) => Add(new TimelineEntry
    {
        At = fact.At,
        NotedAt = now,
        What = fact.What,
        Cause = cause,
        Result = fact.Result,
    });

    /// <summary>Notes the end of an action; one that ends the same way again is counted.</summary>
    public void Note(CallAction action, string cause, string result, DateTimeOffset now) =>
        Add(new TimelineEntry { At = now, NotedAt = now, What = action.Name, Cause = cause, Result = result });

    /// <summary>All that waits, for a write; it does not wait any more.</summary>
    public IReadOnlyList<TimelineEntry>? Take()
    {
        if (_pending.Count is 0)
        {
            return null;
        }

        TimelineEntry[] taken = [.. _pending.Select(p => p.Times is 1 ? p.Entry : p.Entry with
        {
            Result = string.Create(CultureInfo.InvariantCulture, $"{p.Entry.Result} ({p.Times} times)"),
        })];
        _pending.Clear();
        return taken;
    }

    private void Add(TimelineEntry entry)
    {
        entry = entry.Result?.Length > LongestResult ? entry with { Result = entry.Result[..LongestResult] + "…" } : entry;
        var same = _pending.FindLastIndex(p => p.Entry.What == entry.What && p.Entry.Result == entry.Result && p.Entry.Cause == entry.Cause);
        if (same >= 0)
        {
            _pending[same] = (entry, _pending[same].Times + 1);
        }
        else if (_pending.Count < Most)
        {
            _pending.Add((entry, 1));
        }
    }
}
