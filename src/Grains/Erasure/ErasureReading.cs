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
    /// When the last recorder of an erased call that LiveKit does not say has ended is taken for lost; the removal, where all have
    /// ended. Null while their room is not known to be closed. By our own clock: LiveKit's may be wrong.
    /// </summary>
    public static DateTimeOffset? RecordersEndBy(this CallState call, CallTimings timings, DateTimeOffset now)
    {
        var erasure = call.Erasure!;
        if ((call.Room.Sid is null || call.EndedAt() is not null ? erasure.RemovedAt : erasure.ClosedAt) is not { } closed)
        {
            return null;
        }

        var running = call.OwnRecorders()
            .Where(e => !e.IsTerminal())
            .Select(e => Times.Later(e.StartedAt, e.UpdatedAt) is { } told && told > closed && told <= now ? told : closed);
        return running.Concat(call.UnansweredStarts().Select(_ => closed))
            .Select(since => since + timings.EgressLostAfter)
            .Append(erasure.RemovedAt!.Value)
            .Max();
    }

    /// <summary>Grows with everything that becomes known of the call's recorders and lets a look at the bucket count no more.</summary>
    public static int RecorderNews(this CallState call) =>
        call.OwnRecorders().Sum(e => e.IsTerminal() ? 2 : 1) + call.UnansweredStarts().Count();

    /// <summary>The looks at an empty bucket since which no recorder could have uploaded, as far as is known.</summary>
    public static IReadOnlyList<DateTimeOffset> CountedLooks(this CallState call) =>
        [.. call.Erasure!.AbsentAt.Where(look => look.Value == call.RecorderNews()).Select(look => look.Key)];

    /// <summary>The erasure as it was stored.</summary>
    public static ErasureReport Report(this CallState call, long revision)
    {
        var erasure = call.Erasure!;
        return new ErasureReport
        {
            IsErased = erasure.RemovedAt is not null && (erasure.Requested?.RecordingKey is null || call.CountedLooks().Count > 0),
            ErasedAt = erasure.RemovedAt,
            Records = erasure.Removed,
            RecordingObjects = erasure.RemovedKeys.Count,
            Revision = revision,
        };
    }

    // LiveKit may have begun what it did not answer for.
    private static IEnumerable<EgressStart> UnansweredStarts(this CallState call) =>
        call.Recording.Starts.Values.Where(s => !s.Refused && call.Recording.EgressOf(s.Key) is null);
}
