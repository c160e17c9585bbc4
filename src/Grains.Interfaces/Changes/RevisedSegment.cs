using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Interfaces.Changes;

/// <summary>A segment as it stands.</summary>
/// <param name="Revision">Grows, within a call, with every segment that is stored or changed, in the order of the commits.</param>
/// <param name="Segment">The segment.</param>
[GenerateSerializer, Immutable, Alias("RevisedSegment")]
public sealed record RevisedSegment([property: Id(0)] long Revision, [property: Id(1)] TranscriptSegment Segment);
