using OrleansCalls.Grains.Rooms;

namespace OrleansCalls.Grains.Recordings;

/// <summary>The looks that did not find a recorder in the room in which it should be.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
public sealed record RecorderAbsence(DateTimeOffset First, DateTimeOffset Last)
{
    internal RecorderAbsence And(DateTimeOffset look) => new(look < First ? look : First, look > Last ? look : Last);

    /// <summary>One look proves nothing: like a room's end, this takes two.</summary>
    internal bool IsProved => Last - First >= RoomFacts.ProofSpan;
}
