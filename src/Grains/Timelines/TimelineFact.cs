namespace OrleansCalls.Grains.Timelines;

/// <summary>Something new about a call, before it is known who told it.</summary>
/// <param name="What">What, as <c>thing.event</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Result">Its particulars.</param>
internal sealed record TimelineFact(string What, DateTimeOffset At, string? Result);
