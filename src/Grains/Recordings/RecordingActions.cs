using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Recordings;

/// <summary>Ask LiveKit for a recorder. Not idempotent: the intent is stored first.</summary>
/// <param name="Attempt">Which recorder of the call it is, from 1.</param>
/// <param name="Key">The object's key that it shall write, a new one each attempt.</param>
public sealed record StartEgress(int Attempt, string Key) : CallAction
{
    public override string Id => $"start-egress/{Attempt}";

    public override CallEvent? Intent(DateTimeOffset now) => new EgressStartBegun(Attempt, Key, now);
}

/// <summary>Find out whether a recorder was started whose answer was lost; if none is listed, another may be asked for.</summary>
public sealed record FindLostEgress(int Attempt, string Key) : CallAction
{
    public override string Id => $"find-lost-egress/{Attempt}";
}

/// <summary>Ask LiveKit to stop a recorder.</summary>
public sealed record StopEgress(string EgressId) : CallAction
{
    public override string Id => "stop-egress/" + EgressId;
}

/// <summary>Ask LiveKit how the room's recorders are.</summary>
public sealed record LookAtEgress : CallAction
{
    public override string Id => "look-at-egress";

    public override bool IsTold => false;
}

/// <summary>Ask the bucket for a recording's object.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="GiveUp">Whether its absence is the verdict now.</param>
public sealed record FindRecording(string Key, bool GiveUp) : CallAction
{
    /// <summary>Whether it is the verdict now that the bucket cannot be read.</summary>
    public bool GiveUpUnread { get; init; }

    public override string Id => "find-recording/" + Key;

    public override string Name => "find-recording";

    public override bool IsTold => false;
}
