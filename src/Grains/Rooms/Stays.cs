using System.Collections.Immutable;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>
/// Who was seen, bounded, because a client may come and go for as long as its token is good. Of one participant the newest stays
/// are kept apart and all before them are one: who is there, the first join and the last leave are the same.
/// </summary>
internal static class Stays
{
    /// <summary>So many stays of one participant are kept apart, and so many in rooms that are not the call's.</summary>
    public const int Most = 32;

    public static ImmutableSortedDictionary<string, ParticipantFacts> With(
        this ImmutableSortedDictionary<string, ParticipantFacts> stays, ParticipantSeen e, RoomFacts room)
    {
        if (!stays.ContainsKey(e.ParticipantSid) && stays.FirstOrDefault(stay => stay.Value.Holds(e)) is { Key: { } earliest, Value: { } held })
        {
            return stays.SetItem(earliest, held.Merge(e));
        }

        var seen = (stays.GetValueOrDefault(e.ParticipantSid) ?? new ParticipantFacts()).Merge(e);
        stays = stays.SetItem(e.ParticipantSid, seen);
        return stays.Count <= Most ? stays : stays.EarliestTogether(seen).WithoutEarliestElsewhere(room);
    }

    private static ImmutableSortedDictionary<string, ParticipantFacts> EarliestTogether(
        this ImmutableSortedDictionary<string, ParticipantFacts> stays, ParticipantFacts seen)
    {
        var ofOne = InOrder(stays.Where(stay => stay.Value.RoomSid == seen.RoomSid && stay.Value.Identity == seen.Identity)).ToList();
        if (ofOne is not [var first, var second, var third, ..] || ofOne.Count <= Most)
        {
            return stays;
        }

        // Nobody is in a room twice: who came again had left.
        var together = first.Value.TogetherWith(second.Value, second.Value.LeftAt ?? third.Value.FirstSeenAt);
        return stays.Remove(second.Key).SetItem(first.Key, together);
    }

    private static ImmutableSortedDictionary<string, ParticipantFacts> WithoutEarliestElsewhere(
        this ImmutableSortedDictionary<string, ParticipantFacts> stays, RoomFacts room)
    {
        var elsewhere = stays.Where(stay => !room.Made.ContainsKey(stay.Value.RoomSid)).ToList();
        return room.Sid is null || elsewhere.Count <= Most ? stays : stays.Remove(InOrder(elsewhere).First().Key);
    }

    private static IOrderedEnumerable<KeyValuePair<string, ParticipantFacts>> InOrder(IEnumerable<KeyValuePair<string, ParticipantFacts>> stays) =>
        stays.OrderBy(stay => stay.Value.FirstSeenAt ?? DateTimeOffset.MaxValue).ThenBy(stay => stay.Key, StringComparer.Ordinal);
}
