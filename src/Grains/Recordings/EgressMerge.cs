using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Recordings;

/// <summary>
/// Two reports of one recorder become one. Each field keeps its greatest value, so that order and repetition do not matter;
/// of contradictory ends the better one stands, because the bucket has the last word anyway.
/// </summary>
internal static class EgressMerge
{
    public static EgressReport Greater(EgressReport? a, EgressReport b) => a is null ? b : new EgressReport
    {
        EgressId = b.EgressId,
        RoomSid = Times.Greater(a.RoomSid, b.RoomSid),
        Key = Times.Greater(a.Key, b.Key),
        Status = a.Status > b.Status ? a.Status : b.Status,
        StartedAt = Times.Later(a.StartedAt, b.StartedAt),
        EndedAt = Times.Later(a.EndedAt, b.EndedAt),
        UpdatedAt = Times.Later(a.UpdatedAt, b.UpdatedAt),
        Error = Times.Greater(a.Error, b.Error),
        Duration = Times.Greater(a.Duration, b.Duration),
        SizeBytes = Times.Greater(a.SizeBytes, b.SizeBytes),
    };

    /// <summary>Whether the recorder records, or will with the next sound.</summary>
    public static bool IsRunning(this EgressReport egress) => egress.Status < EgressStatus.Ending;

    /// <summary>Whether LiveKit says that the recorder wrote its object.</summary>
    public static bool EndedWell(this EgressReport egress) => egress.Status is EgressStatus.Complete or EgressStatus.LimitReached;

    /// <summary>When LiveKit last had news of the recorder, by its own clock.</summary>
    public static DateTimeOffset? LastToldAt(this EgressReport egress) => Times.Later(egress.UpdatedAt, egress.EndedAt);

    /// <summary>Whether the recorder will not change any more, by LiveKit's word.</summary>
    public static bool IsTerminal(this EgressReport egress) => egress.Status >= EgressStatus.Aborted;
}
