using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Calls;

/// <summary>An action, and the call that it is for as it was when the action began.</summary>
internal sealed record WorkOrder(string Room, CallState Call, long Revision, CallAction Action)
{
    public CallRequested Request => Call.Request!;
}
