using System.Collections.Immutable;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Erasure;

/// <summary>How far the erasure of a call has come.</summary>
public sealed record ErasureFacts
{
    /// <summary>The earliest request.</summary>
    public ErasureRequested? Requested { get; init; }

    /// <summary>When the call was removed from the database; its state holds nothing of it since.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>When LiveKit was first known to have no room of the call's name since.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What was removed from the database.</summary>
    public ErasedRecords Removed { get; init; } = new();

    /// <summary>The keys of all objects that were removed from the bucket.</summary>
    public ImmutableSortedSet<string> RemovedKeys { get; init; } = [];

    /// <summary>When the bucket was last asked and held something.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>
    /// When the bucket was asked and held nothing, since it last did, and what was known of the recorders then; -1 where one could
    /// still upload.
    /// </summary>
    public ImmutableSortedDictionary<DateTimeOffset, int> AbsentAt { get; init; } = ImmutableSortedDictionary<DateTimeOffset, int>.Empty;

    /// <summary>When nothing could come any more.</summary>
    public DateTimeOffset? ForgottenAt { get; init; }

    internal ErasureFacts Apply(CallEvent callEvent) => callEvent switch
    {
        ErasureRequested e => this with { Requested = Requested is { } known && known.At <= e.At ? known : e },
        RecordsErased e => this with { RemovedAt = Times.Earlier(RemovedAt, e.At), Removed = Greater(Removed, e.Removed) },
        RoomsClosed e => this with { ClosedAt = Times.Earlier(ClosedAt, e.At) },
        RecordingsErased { Keys: [] } e => e.At <= FoundAt ? this : this with { AbsentAt = AbsentAt.SetItem(e.At, e.Recorders ?? -1) },
        RecordingsErased e => Found(e),
        CallForgotten e => this with { ForgottenAt = Times.Earlier(ForgottenAt, e.At) },
        _ => this,
    };

    private ErasureFacts Found(RecordingsErased e)
    {
        var found = Times.Later(FoundAt, e.At)!.Value;
        return this with
        {
            RemovedKeys = RemovedKeys.Union(e.Keys),
            FoundAt = found,
            AbsentAt = AbsentAt.Where(look => look.Key > found).ToImmutableSortedDictionary(),
        };
    }

    // What was removed later was counted together with what was removed before.
    private static ErasedRecords Greater(ErasedRecords a, ErasedRecords b) => new()
    {
        Segments = Math.Max(a.Segments, b.Segments),
        Transcripts = Math.Max(a.Transcripts, b.Transcripts),
        Rows = Math.Max(a.Rows, b.Rows),
        Memories = Math.Max(a.Memories, b.Memories),
        TimelineEntries = Math.Max(a.TimelineEntries, b.TimelineEntries),
        Changes = Math.Max(a.Changes, b.Changes),
        Events = Math.Max(a.Events, b.Events),
    };
}
