using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>A live room (livekit-server pkg/rtc/room.go). Touched only under <see cref="RoomDirectory.Gate"/>.</summary>
internal sealed class Room
{
    private const uint DefaultEmptyTimeout = 300;
    private const uint DefaultDepartureTimeout = 20;
    private const int UtterancesKept = 10_000;

    private readonly RoomInfo _settings;
    private readonly List<Utterance> _utterances = [];
    private readonly TimeSpan _emptyAfter;
    private readonly TimeSpan _departureAfter;
    private DateTimeOffset? _lastLeft;

    /// <summary>A room of these settings.</summary>
    /// <param name="settings">What it is like; zero and empty mean as it was, or else the default.</param>
    /// <param name="now">When it begins.</param>
    /// <param name="earlier">The room as LiveKit's store still has it: its sid stays.</param>
    /// <param name="timeScale">What the timeouts are multiplied by that the settings do not ask for.</param>
    public Room(CreateRoomRequest settings, DateTimeOffset now, RoomInfo? earlier = null, double timeScale = 1)
    {
        CreatedAt = now;
        _settings = new RoomInfo
        {
            Sid = earlier?.Sid ?? Protocol.Sid.New("RM_"),
            Name = settings.Name,
            EmptyTimeout = FirstAbove0(settings.EmptyTimeout, earlier?.EmptyTimeout, DefaultEmptyTimeout),
            DepartureTimeout = FirstAbove0(settings.DepartureTimeout, earlier?.DepartureTimeout, DefaultDepartureTimeout),
            MaxParticipants = FirstAbove0(settings.MaxParticipants, earlier?.MaxParticipants, 0),
            Metadata = settings.Metadata.Length > 0 ? settings.Metadata : earlier?.Metadata ?? "",
            CreationTime = now.ToUnixTimeSeconds(),
            CreationTimeMs = now.ToUnixTimeMilliseconds(),
            TurnPassword = Protocol.Sid.New("") + Protocol.Sid.New(""),
            EnabledCodecs = [new CodecInfo { Mime = "audio/opus" }, new CodecInfo { Mime = "audio/red" }],
        };
        _emptyAfter = TimeSpan.FromSeconds(_settings.EmptyTimeout) * (settings.EmptyTimeout > 0 ? 1 : timeScale);
        _departureAfter = TimeSpan.FromSeconds(_settings.DepartureTimeout) * (settings.DepartureTimeout > 0 ? 1 : timeScale);
    }

    public string Sid => _settings.Sid;

    public string Name => _settings.Name;

    public DateTimeOffset CreatedAt { get; }

    public bool IsClosed { get; set; }

    /// <summary>Whether an egress records the room now.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>What goes wrong with it.</summary>
    public RoomFault? Fault { get; set; }

    /// <summary>Whether a client made it that was left behind in an earlier room of the name.</summary>
    public bool IsSecondLife { get; init; }

    /// <summary>The human who left last, as they were; null where nobody did.</summary>
    public ParticipantInfo? LastHuman { get; private set; }

    public Dictionary<string, Participant> Participants { get; } = new(StringComparer.Ordinal);

    /// <summary>The dispatches of agents to this room, by id.</summary>
    public Dictionary<string, AgentDispatch> Dispatches { get; } = new(StringComparer.Ordinal);

    /// <summary>What was said, oldest first.</summary>
    public IReadOnlyList<Utterance> Utterances => _utterances;

    public bool IsFull => _settings.MaxParticipants > 0 && Participants.Values.Count(who => !who.IsDependent) >= _settings.MaxParticipants;

    public bool HasAudio => Participants.Values.Any(who => who.Info.Tracks.Count > 0);

    /// <summary>A human left: from now the departure timeout counts.</summary>
    public void SeenLeaving(ParticipantInfo human, DateTimeOffset now) => (LastHuman, _lastLeft) = (human, now);

    public void Say(Utterance utterance)
    {
        if (_utterances.Count == UtterancesKept)
            _utterances.RemoveAt(0);

        _utterances.Add(utterance);
    }

    /// <summary>Cuts an utterance short; whoever has already heard all of it hears no difference.</summary>
    public void Interrupt(Utterance utterance, DateTimeOffset now)
    {
        var index = _utterances.LastIndexOf(utterance);
        if (index >= 0 && utterance.EndedAt > now)
            _utterances[index] = utterance with { EndedAt = now };
    }

    /// <summary>
    /// Whether the room has been without humans for too long: <c>departure_timeout</c> after the last one left,
    /// or <c>empty_timeout</c> after creation where nobody ever came.
    /// </summary>
    public bool IsIdle(DateTimeOffset now)
    {
        if (Participants.Values.Any(who => !who.IsDependent))
            return false;

        return _lastLeft is { } left
            ? now - left >= _departureAfter
            : now - CreatedAt >= _emptyAfter;
    }

    public RoomInfo ToInfo() => _settings with
    {
        NumParticipants = (uint)Participants.Values.Count(who => !who.IsDependent),
        NumPublishers = (uint)Participants.Values.Count(who => who.Info.IsPublisher),
        ActiveRecording = IsRecorded,
    };

    private static uint FirstAbove0(uint asked, uint? earlier, uint otherwise) => asked > 0 ? asked : earlier is > 0 ? earlier.Value : otherwise;
}
