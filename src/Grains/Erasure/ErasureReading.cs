using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Erasure;

/// <summary>What the facts of an erasure mean.</summary>
internal static class ErasureReading
{
    /// <summary>Whether there is a call, or what is left of an erased one.</summary>
    public static bool Exists(this CallState call) => call.Request is not null || call.Erasure is not null;

    /// <summary>The recorders under the call's keys, in whichever room.</summary>
    public static IEnumerable<EgressReport> OwnRecorders(this CallState call) => call.Erasure?.Requested?.RecordingKey is { } first
        ? call.Recording.Egresses.Values.Where(e => RecordingKeys.AreOf(first, e.Key))
        : [];

    /// <summary>
    /// When the last recorder of an erased call has ended, by LiveKit's word, or is taken for lost: what the bucket shows
    /// before proves nothing. May be in the future; null while its room is not known to have ended.
    /// </summary>
    public static DateTimeOffset? RecordersEndedAt(this CallState call, CallTimings timings)
    {
        var removed = call.Erasure!.RemovedAt!.Value;
        if ((call.Room.Sid is null ? removed : call.EndedAt() ?? call.Erasure.ClosedAt) is not { } ended)
        {
            return null;
        }

        var recorders = call.OwnRecorders().Select(e => e.IsTerminal()
            ? Times.Later(e.EndedAt, e.UpdatedAt) ?? removed
            : Times.Later(Times.Later(e.StartedAt, e.UpdatedAt), ended)!.Value + timings.EgressLostAfter);
        var unanswered = call.Recording.Starts.Values
            .Where(s => s.FailedAt is null && call.Recording.EgressOf(s.Key) is null)
            .Select(s => Times.Later(s.BegunAt, ended)!.Value + timings.EgressLostAfter);
        return recorders.Concat(unanswered).Append(removed).Max();
    }

    /// <summary>The looks at an empty bucket that count: no recorder could upload any more, as far as is known.</summary>
    public static IReadOnlyList<DateTimeOffset> CountedLooks(this CallState call, CallTimings timings)
    {
        var from = call.RecordersEndedAt(timings);
        return [.. call.Erasure!.AbsentAt.Where(at => at >= from)]; // none while that is not known
    }

    /// <summary>The erasure as it was stored.</summary>
    public static ErasureReport Report(this CallState call, CallTimings timings, long revision)
    {
        var erasure = call.Erasure!;
        return new ErasureReport
        {
            IsErased = erasure.RemovedAt is not null && (erasure.Requested?.RecordingKey is null || call.CountedLooks(timings).Count > 0),
            ErasedAt = erasure.RemovedAt,
            Records = erasure.Removed,
            RecordingObjects = erasure.RemovedKeys.Count,
            Revision = revision,
        };
    }
}
