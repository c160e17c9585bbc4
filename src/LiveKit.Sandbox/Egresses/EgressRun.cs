using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>An egress and what it needs to finish. Touched only under <see cref="RoomDirectory.Gate"/>.</summary>
internal sealed class EgressRun(Room room, EncodedFileOutput output, EgressInfo info)
{
    public Room Room { get; } = room;

    /// <summary>The output as it was asked for, with its keys.</summary>
    public EncodedFileOutput Output { get; } = output;

    /// <summary>The egress as LiveKit would show it now, without secrets.</summary>
    public EgressInfo Info { get; set; } = info;

    /// <summary>Whether its hidden participant has joined the room.</summary>
    public bool HasJoined { get; set; }

    /// <summary>Completed as soon as its start may be answered.</summary>
    public Task MayAnswer { get; set; } = Task.CompletedTask;

    /// <summary>When the recording began.</summary>
    public DateTimeOffset ActiveSince { get; set; }

    /// <summary>When it was told to end.</summary>
    public DateTimeOffset EndingSince { get; set; }

    public bool IsOver => Info.Status > EgressStatus.Ending;
}
