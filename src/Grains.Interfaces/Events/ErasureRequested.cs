using OrleansCalls.Grains.Interfaces.Erasure;

namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The call is to be erased. It cannot be taken back; the earliest such event counts.</summary>
/// <param name="Cause">Why.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="OwnerHash">Tells the call's user from others when nothing else of the user is left; null where nobody may ask.</param>
/// <param name="RecordingKey">Where recordings of the call would be; null where none can be.</param>
/// <param name="UserId">Whose call it is; kept until the call is removed from the database.</param>
[GenerateSerializer, Immutable, Alias("ErasureRequested")]
public sealed record ErasureRequested(
    [property: Id(0)] ErasureCause Cause,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? OwnerHash,
    [property: Id(3)] string? RecordingKey,
    [property: Id(4)] string? UserId) : CallEvent;
