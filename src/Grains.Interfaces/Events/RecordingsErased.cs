namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>The bucket was asked at this time for everything of an erased call, and what was there was removed.</summary>
/// <param name="Keys">What was there. Nothing: the bucket holds nothing of the call.</param>
/// <param name="At">When the bucket was asked.</param>
/// <param name="Recorders">
/// Tells apart what was known of the call's recorders when the bucket was asked, all of which had ended then, or were taken for
/// lost; null where one of them could still upload.
/// </param>
[GenerateSerializer, Immutable, Alias("RecordingsErased")]
public sealed record RecordingsErased(
    [property: Id(0)] IReadOnlyList<string> Keys,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int? Recorders) : CallEvent;
