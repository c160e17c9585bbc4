using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Recordings;

/// <summary>
/// What is known of a call's recording: the recorders that were asked for, what LiveKit says of them (a claim), and what
/// the bucket holds (the truth).
/// </summary>
public sealed record RecordingFacts
{
    /// <summary>By attempt, from 1.</summary>
    public ImmutableSortedDictionary<int, EgressStart> Starts { get; init; } =
        ImmutableSortedDictionary<int, EgressStart>.Empty;

    /// <summary>By egress id.</summary>
    public ImmutableSortedDictionary<string, EgressReport> Egresses { get; init; } =
        ImmutableSortedDictionary<string, EgressReport>.Empty;

    /// <summary>By object key.</summary>
    public ImmutableSortedDictionary<string, RecordingObject> Objects { get; init; } =
        ImmutableSortedDictionary<string, RecordingObject>.Empty;

    /// <summary>By egress id; null where none was ever missed.</summary>
    public ImmutableSortedDictionary<string, RecorderAbsence>? Absences { get; init; }

    /// <summary>Whether at least one usable object is in the bucket.</summary>
    [JsonIgnore]
    public bool AnyFound => Objects.Values.Any(o => o.FoundAt is not null);

    /// <summary>The recorder that writes this key, if LiveKit told of one; the one that came furthest, if of several.</summary>
    public EgressReport? EgressOf(string key) =>
        Egresses.Values.Where(e => e.Key == key).OrderBy(e => e.Status).ThenBy(e => e.StartedAt).LastOrDefault();

    internal RecordingFacts Apply(CallEvent callEvent) => callEvent switch
    {
        EgressStartBegun e => With(e.Attempt, s => s with
        {
            Key = Times.Greater(s.Key, e.Key)!,
            BegunAt = Times.Earlier(s.BegunAt, e.At),
        }),
        EgressStartFailed e => With(e.Attempt, s => s with
        {
            FailedAt = Times.Later(s.FailedAt, e.At),
            Reason = Times.Greater(s.Reason, e.Reason),
            Refused = s.Refused || e.Refused,
        }),
        EgressReported { Report: { } report } => this with
        {
            Egresses = Egresses.SetItem(report.EgressId, EgressMerge.Greater(Egresses.GetValueOrDefault(report.EgressId), report)),
        },
        RecorderNotListed e => this with
        {
            Absences = (Absences ?? ImmutableSortedDictionary<string, RecorderAbsence>.Empty)
                .SetItem(e.EgressId, Absences?.GetValueOrDefault(e.EgressId)?.And(e.At) ?? new RecorderAbsence(e.At, e.At)),
        },
        RecordingFound e => With(e.Key, o => o.FoundAt >= e.At ? o : o with
        {
            FoundAt = e.At,
            SizeBytes = e.SizeBytes,
            ContentType = e.ContentType,
        }),
        RecordingMissing e => With(e.Key, o => o.MissingAt >= e.At ? o : o with
        {
            MissingAt = e.At,
            Reason = e.Reason,
            KnownUntil = e.KnownUntil,
        }),
        _ => this,
    };

    private RecordingFacts With(int attempt, Func<EgressStart, EgressStart> change) =>
        this with { Starts = Starts.SetItem(attempt, change(Starts.GetValueOrDefault(attempt) ?? new EgressStart())) };

    private RecordingFacts With(string key, Func<RecordingObject, RecordingObject> change) =>
        this with { Objects = Objects.SetItem(key, change(Objects.GetValueOrDefault(key) ?? new RecordingObject())) };
}
