using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Rooms;

/// <summary>
/// What is known of the call's room. A call owns one room sid; any other sid of its name is a stray, which is deleted and
/// never merged.
/// </summary>
public sealed record RoomFacts
{
    /// <summary>Two looks that do not find the room prove its end only when they are this far apart.</summary>
    public static readonly TimeSpan ProofSpan = TimeSpan.FromSeconds(5);

    /// <summary>So many strays that are over are remembered: a client may make one after another for as long as its token is good.</summary>
    public const int MostStrays = 32;

    // LiveKit stamps its webhooks with whole seconds.
    private static readonly TimeSpan WebhookResolution = TimeSpan.FromSeconds(1);

    /// <summary>The rooms that LiveKit made for us: sid and creation. More than one only if one had ended meanwhile.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Made { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>What was seen of every room of this name, by sid.</summary>
    public ImmutableSortedDictionary<string, RoomSighting> Sightings { get; init; } =
        ImmutableSortedDictionary<string, RoomSighting>.Empty;

    /// <summary>The sid of the room that the call owns, the first one made; null until LiveKit answered CreateRoom.</summary>
    [JsonIgnore]
    public string? Sid => Made.OrderBy(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).FirstOrDefault().Key;

    /// <summary>When LiveKit created it.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => Sid is { } sid ? Made[sid] : null;

    /// <summary>What was seen of the own room.</summary>
    [JsonIgnore]
    public RoomSighting Own => Sid is { } sid && Sightings.TryGetValue(sid, out var own) ? own : new RoomSighting();

    /// <summary>The first look that did not find the room.</summary>
    public DateTimeOffset? FirstNotSeenAt { get; init; }

    /// <summary>The two latest looks that did not find the room, the latest first.</summary>
    public ImmutableArray<DateTimeOffset> NotSeenAt { get; init; } = [];

    /// <summary>When the room of a failed start, or a stray, was last deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The first request to close the room to which LiveKit answered that there is none.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>The last such request.</summary>
    public DateTimeOffset? UnknownAt { get; init; }

    /// <summary>
    /// Whether LiveKit has no such room, whatever it lists: it may list one for ever, with everybody in it, that it cannot close.
    /// </summary>
    [JsonIgnore]
    public bool IsUnknown => UnknownAt - UnknownSince >= ProofSpan;

    /// <summary>
    /// When the room ended: room_finished said so, or two looks at least <see cref="ProofSpan"/> apart did not find it. A
    /// later sighting takes it back; but not that it could not be closed twice, so far apart, because there is none.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? EndedAt
    {
        get
        {
            if (Sid is null)
            {
                return null;
            }

            if (Own.FinishedAt is { } finished && !(Own.SeenAt > finished + WebhookResolution))
            {
                return finished;
            }

            var looks = NotSeenAt.Where(at => !(Own.SeenAt >= at)).ToList();
            return looks.Count is 2 && looks[0] - looks[1] >= ProofSpan ? looks[1] : IsUnknown ? UnknownSince : null;
        }
    }

    /// <summary>Whether the last look did not find the room and nothing has proved or disproved its end yet.</summary>
    [JsonIgnore]
    public bool InDoubt => NotSeenAt.Any(at => !(Own.SeenAt >= at)) && EndedAt is null;

    /// <summary>Whether a sighting says nothing new, so that looking at a healthy room is not written down.</summary>
    public bool Knows(RoomSeen seen) =>
        seen.RoomSid == Sid && Own.FinishedAt is null && NotSeenAt.All(at => Own.SeenAt >= at);

    /// <summary>Whether a stray room of this name may be alive.</summary>
    [JsonIgnore]
    public bool StrayAlive => Sightings.Any(s => s.Key != Sid && MayLive(s.Value));

    /// <summary>Whether any room of this name may be alive, the own one included.</summary>
    [JsonIgnore]
    public bool AnyAlive => Sightings.Values.Any(MayLive);

    internal RoomFacts Apply(RoomCreated e) => this with
    {
        Made = Made.SetItem(e.RoomSid, Times.Earlier(e.CreatedAt, Made.TryGetValue(e.RoomSid, out var at) ? at : null)!.Value),
    };

    internal RoomFacts Apply(RoomSeen e) => Sighted(e.RoomSid, new RoomSighting { SeenAt = e.At });

    internal RoomFacts Apply(RoomFinished e) => Sighted(e.RoomSid, new RoomSighting { FinishedAt = e.At });

    internal RoomFacts Apply(RoomNotSeen e) => NotSeenAt.Contains(e.At)
        ? this
        : this with
        {
            FirstNotSeenAt = FirstNotSeenAt < e.At ? FirstNotSeenAt : e.At,
            NotSeenAt = [.. NotSeenAt.Append(e.At).OrderDescending().Take(2)],
        };

    internal RoomFacts Apply(RoomUnknown e) => this with
    {
        UnknownSince = Times.Earlier(UnknownSince, e.At),
        UnknownAt = Times.Later(UnknownAt, e.At),
    };

    internal RoomFacts Apply(RoomDeleted e) => this with { DeletedAt = DeletedAt > e.At ? DeletedAt : e.At };

    private bool MayLive(RoomSighting room) =>
        room.SeenAt is { } seen && !(room.FinishedAt >= seen) && !(DeletedAt >= seen) && NotSeenAt.All(at => at < seen);

    private RoomFacts Sighted(string sid, RoomSighting sighting) =>
        (this with { Sightings = Sightings.SetItem(sid, (Sightings.GetValueOrDefault(sid) ?? new()).Merge(sighting)) }).WithoutEarliestStrays();

    private RoomFacts WithoutEarliestStrays()
    {
        if (Sid is null || Sightings.Count <= MostStrays)
        {
            return this;
        }

        var over = Sightings.Where(room => !Made.ContainsKey(room.Key) && !MayLive(room.Value))
            .OrderByDescending(room => Times.Later(room.Value.SeenAt, room.Value.FinishedAt))
            .Select(room => room.Key);
        return this with { Sightings = Sightings.RemoveRange(over.Skip(MostStrays)) };
    }
}
