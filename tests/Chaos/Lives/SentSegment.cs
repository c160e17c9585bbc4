using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Lives;

/// <summary>A version of a segment that the worker sent.</summary>
/// <param name="Segment">As it was sent.</param>
/// <param name="Acknowledged">Whether it was answered with 200: from then on it is owed.</param>
internal sealed record SentSegment(Product.Segment Segment, bool Acknowledged);
