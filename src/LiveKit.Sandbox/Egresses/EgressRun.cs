using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>An egress and what it needs to finish. Touched only under <see cref="RoomDirectory.Gate"/>.</summary>
internal sealed class EgressRun(Room? room, EncodedFileOutput? output, EgressInfo info)
{
    /// <summary>The room that it records; null for a web page, and once it is over or its worker is lost.</summary>
    public Room? Room { get; private set; } = room;

    /// <summary>The output as it was asked for, with its keys; null once it is over or its worker is lost.</summary>
    public EncodedFileOutput? Output { get; private set; } = output;

    /// <summary>The egress as LiveKit would show it now, without secrets.</summary>
    public EgressInfo Info { get; set; } = info;

    /// <summary>What goes wrong with it.</summary>
    public EgressFault? Fault { get; set; }

    /// <summary>Completed as soon as its start may be answered.</summary>
    public Task MayAnswer { get; set; } = Task.CompletedTask;

    /// <summary>Whether its hidden participant has joined the room, or its page is open.</summary>
    public bool HasJoined { get; set; }

    /// <summary>When the recording began.</summary>
    public DateTimeOffset ActiveSince { get; set; }

    /// <summary>When it was told to end.</summary>
    public DateTimeOffset EndingSince { get; set; }

    /// <summary>How it will end, once it was told to; until its file is uploaded its status does not show it.</summary>
    public EgressEnd? End { get; set; }

    /// <summary>Whether no webhook tells any more of it.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether its worker is lost: its status never changes again.</summary>
    public bool IsOrphan { get; private set; }

    public bool IsOver => Info.Status > EgressStatus.Ending;

    /// <summary>Whether it goes on until something ends it.</summary>
    public bool IsRunning => !IsOver && !IsOrphan && End is null;

    /// <summary>The object that it writes.</summary>
    public string Key => Info.File?.Filename ?? "";

    public bool Suffers(EgressFaultKind kind) => Fault?.Kind == kind;

    /// <summary>Its worker is no more.</summary>
    public void Lose()
    {
        IsOrphan = true;
        Release();
    }

    /// <summary>Lets go of everything that only a running egress needs.</summary>
    public void Release() => (Room, Output) = (null, null);
}
