using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>
/// Rooms that are gone and yet stayed in LiveKit's store: listed, but not to be deleted (livekit/livekit#3766).
/// Touched only under <see cref="RoomDirectory.Gate"/>.
/// </summary>
internal sealed class StaleRooms
{
    private static readonly TwirpError NotFound = TwirpError.FromBus("not_found", "requested room does not exist");
    private static readonly TwirpError CouldNotFind = TwirpError.FromBus("unknown", "could not find object");

    private readonly Dictionary<string, Stale> _rooms = new(StringComparer.Ordinal);

    /// <summary>The room stays listed, with these in it.</summary>
    public void Add(RoomInfo room, IReadOnlyList<ParticipantInfo>? participants = null) => _rooms[room.Name] = new Stale(room, participants ?? []);

    /// <summary>Who is listed in it.</summary>
    public IReadOnlyList<ParticipantInfo> ParticipantsOf(string name) => _rooms.GetValueOrDefault(name)?.Participants ?? [];

    /// <summary>Lets the entry go.</summary>
    /// <returns>The room as it was listed; null when there is none of the name.</returns>
    public RoomInfo? Take(string name) => _rooms.Remove(name, out var stale) ? stale.Info : null;

    /// <summary>Lets the entry go, if it is still of this session.</summary>
    public void Forget(RoomInfo room)
    {
        if (_rooms.GetValueOrDefault(room.Name)?.Info.Sid == room.Sid)
            _rooms.Remove(room.Name);
    }

    /// <summary>The entries of these names; no names means all.</summary>
    public IEnumerable<RoomInfo> List(IReadOnlyList<string> names) =>
        _rooms.Values.Select(stale => stale.Info).Where(room => names.Count == 0 || names.Contains(room.Name, StringComparer.Ordinal));

    /// <summary>What whoever deletes it is told: in turn one or the other, and the entry stays.</summary>
    public TwirpError ErrorOnDelete(string name) =>
        _rooms.TryGetValue(name, out var stale) && stale.Deletions++ % 2 == 0 ? CouldNotFind : NotFound;

    private sealed record Stale(RoomInfo Info, IReadOnlyList<ParticipantInfo> Participants)
    {
        public int Deletions { get; set; }
    }
}
