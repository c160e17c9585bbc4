using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>A recorder of the model.</summary>
internal sealed class WorldEgress(string id, string key, string roomSid)
{
    public string Id => id;

    public string Key => key;

    public bool Uploaded { get; set; }

    /// <summary>Its worker is gone: LiveKit shows it as it was, for ever.</summary>
    public bool Orphan { get; set; }

    public WorldEgressFate Fate { get; init; }

    /// <summary>When its worker dies, if it is still at work then.</summary>
    public DateTimeOffset? WorkerDiesAt { get; init; }

    /// <summary>Whether it records, or will with the next sound.</summary>
    public bool IsHealthy => !Orphan && Status < EgressStatus.Ending;

    public EgressStatus Status => Report.Status;

    public EgressReport Report { get; private set; } = new() { EgressId = id, RoomSid = roomSid, Key = key, Status = EgressStatus.Starting };

    public void Change(EgressStatus status, DateTimeOffset now) => Report = Report with
    {
        Status = status,
        UpdatedAt = Fate is WorldEgressFate.EndIsNotDated ? null : now,
        StartedAt = status is EgressStatus.Active ? now : Report.StartedAt,
        EndedAt = status < EgressStatus.Aborted || Fate is WorldEgressFate.EndIsNotDated ? null
            : Fate is WorldEgressFate.EndIsInTheFuture ? now.AddYears(1)
            : now,
    };
}
