using System.Diagnostics.CodeAnalysis;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Speech;
using OrleansCalls.LiveKit.Sandbox.Webhooks;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>
/// The live rooms, by name. One lock guards everything about rooms, egresses and dispatches: sections are short,
/// and webhooks are queued in the order in which things happened.
/// </summary>
internal sealed partial class RoomDirectory(WebhookSender webhooks, StaleRooms stale, Errands errands, SandboxOptions options, TimeProvider time, ILogger<RoomDirectory> logger)
{
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>The lock; the events below are raised under it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>A room was made, with the agents that it was asked to have.</summary>
    public event Action<Room, IReadOnlyList<RoomAgentDispatch>>? Opened;

    /// <summary>A room is no more; its participants were already sent away.</summary>
    public event Action<Room>? Closed;

    /// <summary>A room is no more, and nobody is to hear of it.</summary>
    public event Action<Room>? Vanished;

    /// <summary>An audio track was published in a room.</summary>
    public event Action<Room>? AudioPublished;

    /// <summary>A participant left a room.</summary>
    public event Action<Room, Participant>? Left;

    /// <summary>All live rooms.</summary>
    public IReadOnlyCollection<Room> Live
    {
        get
        {
            lock (Gate)
                return [.. _rooms.Values];
        }
    }

    public Room? Find(string name)
    {
        lock (Gate)
            return _rooms.GetValueOrDefault(name);
    }

    /// <summary>The participant of this identity in the live room of this name.</summary>
    public bool TryFind(string name, string identity, [NotNullWhen(true)] out Room? room, [NotNullWhen(true)] out Participant? participant)
    {
        lock (Gate)
        {
            room = _rooms.GetValueOrDefault(name);
            participant = room?.Participants.GetValueOrDefault(identity);
            return room is not null && participant is not null;
        }
    }

    /// <summary>The rooms of these names that exist, or seem to; no names means all.</summary>
    public IReadOnlyList<RoomInfo> List(IReadOnlyList<string> names)
    {
        lock (Gate)
        {
            var rooms = names.Count == 0 ? _rooms.Values : names.Distinct().Select(name => _rooms.GetValueOrDefault(name)).OfType<Room>();
            return [.. rooms.Select(room => room.ToInfo()), .. stale.List(names)];
        }
    }

    /// <summary>
    /// The live room of the name, unchanged whatever the settings say; or a new one with these settings. A room that is only
    /// listed lives again with its sid.
    /// </summary>
    /// <param name="settings">The name, and what a new room is like.</param>
    /// <param name="isSecondLife">Whether a client that was left behind makes it.</param>
    public Room GetOrCreate(CreateRoomRequest settings, bool isSecondLife = false)
    {
        lock (Gate)
        {
            if (_rooms.TryGetValue(settings.Name, out var existing))
                return existing;

            var room = new Room(settings, time.GetUtcNow(), stale.Take(settings.Name), options.TimeScale) { IsSecondLife = isSecondLife };
            _rooms.Add(room.Name, room);
            LogOpened(room.Name, room.Sid);
            webhooks.Publish(new WebhookEvent { Event = "room_started", Room = room.ToInfo() });
            Opened?.Invoke(room, settings.Agents);
            return room;
        }
    }

    /// <summary>Deletes a room.</summary>
    /// <returns>False when there is none of the name.</returns>
    public bool Delete(string name)
    {
        lock (Gate)
        {
            if (!_rooms.TryGetValue(name, out var room))
                return false;

            Close(room, DisconnectReason.RoomDeleted);
            return true;
        }
    }

    /// <summary>A room and everybody in it is gone, and no webhook says so.</summary>
    /// <returns>False when it is gone already.</returns>
    public bool Vanish(Room room)
    {
        lock (Gate)
        {
            if (room.IsClosed)
                return false;

            foreach (var speech in room.Participants.Values.Select(who => who.Speech).OfType<Utterance>())
                room.Interrupt(speech, time.GetUtcNow());

            room.Participants.Clear();
            room.IsClosed = true;
            _rooms.Remove(room.Name);
            LogVanished(room.Name, room.Sid);
            Vanished?.Invoke(room);
            return true;
        }
    }

    /// <summary>Does something later, under the lock.</summary>
    public void Later(TimeSpan delay, Action act) => errands.Later(delay, time, () =>
    {
        lock (Gate)
            act();
    });

    /// <summary>Closes the rooms that have been without humans for too long.</summary>
    public void CloseIdle()
    {
        lock (Gate)
        {
            foreach (var room in _rooms.Values.Where(room => room.IsIdle(time.GetUtcNow())).ToList())
                Close(room, DisconnectReason.RoomClosed);
        }
    }

    /// <summary>Lets somebody in. The same identity again replaces the earlier participant.</summary>
    /// <returns>The participant, or null when the room is full.</returns>
    public Participant? Join(Room room, ParticipantInfo who)
    {
        lock (Gate)
        {
            var now = time.GetUtcNow();
            var participant = new Participant(who with
            {
                Sid = Sid.New("PA_"),
                State = ParticipantState.Active,
                JoinedAt = now.ToUnixTimeSeconds(),
                JoinedAtMs = now.ToUnixTimeMilliseconds(),
                Version = 1,
            });

            Leave(room, who.Identity, DisconnectReason.DuplicateIdentity);
            if (!participant.IsDependent && room.IsFull)
                return null;

            room.Participants.Add(who.Identity, participant);
            LogJoined(who.Identity, who.Kind, room.Name);
            webhooks.Publish(new WebhookEvent { Event = "participant_joined", Room = room.ToInfo(), Participant = participant.Info });
            return participant;
        }
    }

    /// <summary>Sends a participant away, its tracks first.</summary>
    /// <returns>False when nobody of that identity is in the room.</returns>
    public bool Leave(Room room, string identity, DisconnectReason reason)
    {
        lock (Gate)
        {
            if (!room.Participants.Remove(identity, out var participant))
                return false;

            var now = time.GetUtcNow();
            foreach (var track in participant.Info.Tracks)
                webhooks.Publish(TrackEvent("track_unpublished", room, participant, track));

            if (participant.Speech is { } speech)
                room.Interrupt(speech, now);

            if (!participant.IsDependent)
                room.SeenLeaving(participant.Info, now);

            participant.Info = participant.Info with { State = ParticipantState.Disconnected, DisconnectReason = reason, Tracks = [], IsPublisher = false };
            LogLeft(identity, room.Name, reason);
            webhooks.Publish(new WebhookEvent { Event = "participant_left", Room = room.ToInfo(), Participant = participant.Info });
            Left?.Invoke(room, participant);
            return true;
        }
    }

    /// <summary>Publishes a microphone track; one that is there already stays.</summary>
    public TrackInfo PublishMicrophone(Room room, Participant participant)
    {
        lock (Gate)
        {
            if (participant.Info.Tracks is [var existing, ..])
                return existing;

            var track = new TrackInfo { Sid = Sid.New("TR_"), Name = "microphone", Source = TrackSource.Microphone, MimeType = "audio/opus", Stream = "camera" };
            participant.Info = participant.Info with { Tracks = [track], IsPublisher = true, Version = participant.Info.Version + 1 };
            webhooks.Publish(TrackEvent("track_published", room, participant, track));
            AudioPublished?.Invoke(room);
            return track;
        }
    }

    /// <summary>The participant says this from now on; what they were saying ends here.</summary>
    public void Speak(Room room, Participant participant, Utterance utterance)
    {
        lock (Gate)
        {
            if (participant.Speech is { } earlier)
                room.Interrupt(earlier, utterance.StartedAt);

            participant.Speech = utterance;
            room.Say(utterance);
        }
    }

    private void Close(Room room, DisconnectReason reason)
    {
        foreach (var identity in room.Participants.Keys.ToList())
            Leave(room, identity, reason);

        room.IsClosed = true;
        _rooms.Remove(room.Name);
        LogClosed(room.Name, room.Sid, reason);
        webhooks.Publish(new WebhookEvent { Event = "room_finished", Room = room.ToInfo() });
        Closed?.Invoke(room);
    }

    /// <summary>Track events name room and participant only, as livekit-server does by default.</summary>
    private static WebhookEvent TrackEvent(string name, Room room, Participant participant, TrackInfo track) => new()
    {
        Event = name,
        Room = new RoomInfo { Sid = room.Sid, Name = room.Name },
        Participant = new ParticipantInfo { Sid = participant.Info.Sid, Identity = participant.Info.Identity },
        Track = track,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} ({Sid}) started")]
    private partial void LogOpened(string room, string sid);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} ({Sid}) finished: {Reason}")]
    private partial void LogClosed(string room, string sid, DisconnectReason reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} ({Sid}) vanished")]
    private partial void LogVanished(string room, string sid);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} ({Kind}) joined room {Room}")]
    private partial void LogJoined(string identity, ParticipantKind kind, string room);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} left room {Room}: {Reason}")]
    private partial void LogLeft(string identity, string room, DisconnectReason reason);
}
