using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Sessions;

/// <summary>Store that the row is written: the last change of a call.</summary>
public sealed record RecordSession(SessionWritten Written) : CallAction
{
    public override string Id => "record-session/" + Written.Digest;

    public override string Name => "write-row";

    public override bool IsTold => false;
}
