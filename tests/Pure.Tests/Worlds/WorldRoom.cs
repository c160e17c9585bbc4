using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>A room of the model.</summary>
internal sealed class WorldRoom(string sid, DateTimeOffset createdAt)
{
    public string Sid => sid;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? ClosedAt { get; private set; }

    public bool HumanCame { get; set; }

    public ParticipantSeen? Human { get; set; }

    public DateTimeOffset? HumanLeftAt { get; set; }

    public List<ParticipantSeen> Agents { get; } = [];

    public List<ParticipantSeen> Recorders { get; } = [];

    public IEnumerable<ParticipantSeen> People => Human is null ? Agents : Agents.Append(Human);

    /// <summary>It is gone, with everybody in it.</summary>
    public void Vanish(DateTimeOffset now)
    {
        (ClosedAt, Human) = (now, null);
        Agents.Clear();
        Recorders.Clear();
    }
}
