namespace OrleansCalls.Grains.Transcripts;

/// <summary>What came of a batch of segments.</summary>
/// <param name="Changed">How many were new or better than what was stored.</param>
/// <param name="Revision">The greatest that they were stored with; 0 where none was.</param>
public sealed record AppendedSegments(int Changed, long Revision);
