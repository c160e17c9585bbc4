using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Erasure;

/// <summary>Remove the call from the database.</summary>
/// <param name="UserId">Whose call it is; null where only its row knows.</param>
public sealed record EraseRecords(string? UserId) : CallAction
{
    public override string Id => "erase-records";
}

/// <summary>Ask the bucket for everything of the call, and remove it.</summary>
public sealed record EraseRecordings : CallAction
{
    public override string Id => "erase-recordings";
}

/// <summary>Close whatever room has the call's name.</summary>
public sealed record CloseRooms : CallAction
{
    public override string Id => "close-rooms";
}

/// <summary>Ask LiveKit for every recorder that writes under the call's keys.</summary>
public sealed record LookForRecorders : CallAction
{
    public override string Id => "look-for-recorders";
}

/// <summary>Let go of what is left of an erased call but its tombstone.</summary>
public sealed record ForgetCall : CallAction
{
    public override string Id => "forget-call";
}
