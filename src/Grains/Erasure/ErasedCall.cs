using System.Collections.Immutable;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Erasure;

/// <summary>What is kept of a call that was removed from the database, while something of it may still be uploaded.</summary>
internal static class ErasedCall
{
    /// <summary>
    /// Ids, keys and times of rooms and recorders: nothing of who spoke, or of what was said. Facts that come later are
    /// reduced likewise, so that their order does not matter.
    /// </summary>
    public static CallState Reduced(CallState call) => new()
    {
        SchemaVersion = call.SchemaVersion,
        Room = call.Room,
        Recording = new RecordingFacts
        {
            Starts = call.Recording.Starts.ToImmutableSortedDictionary(s => s.Key, s => Reduced(s.Value)),
            Egresses = call.Recording.Egresses.ToImmutableSortedDictionary(e => e.Key, e => Reduced(e.Value)),
        },
        Erasure = call.Erasure! with { Requested = call.Erasure.Requested is { } asked ? asked with { UserId = null } : null },
        DueAt = call.DueAt,
    };

    private static EgressStart Reduced(EgressStart start) => new()
    {
        Key = start.Key,
        BegunAt = start.BegunAt,
        FailedAt = start.FailedAt,
        Refused = start.Refused,
    };

    private static EgressReport Reduced(EgressReport egress) => new()
    {
        EgressId = egress.EgressId,
        RoomSid = egress.RoomSid,
        Key = egress.Key,
        Status = egress.Status,
        StartedAt = egress.StartedAt,
        EndedAt = egress.EndedAt,
        UpdatedAt = egress.UpdatedAt,
    };
}
