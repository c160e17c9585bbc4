namespace OrleansCalls.Grains.Interfaces.Queries;

/// <summary>Which of a user's calls to list.</summary>
[GenerateSerializer, Immutable, Alias("CallFilter")]
public sealed record CallFilter
{
    /// <summary>Only this user's calls.</summary>
    [Id(0)] public required string UserId { get; init; }

    /// <summary>How many at most, 1 to 100.</summary>
    [Id(1)] public required int Limit { get; init; }

    /// <summary>
    /// The <see cref="CallPage.NextCursor"/> of the page before. It names a place among the user's calls, so that it also holds for
    /// another filter or limit: what is older follows.
    /// </summary>
    [Id(2)] public string? Cursor { get; init; }

    /// <summary>A status as in the table: scheduled, in_progress, completed or cancelled.</summary>
    [Id(3)] public string? Status { get; init; }

    [Id(4)] public CallType? CallType { get; init; }

    /// <summary>Calls created at this time or later.</summary>
    [Id(5)] public DateTimeOffset? From { get; init; }

    /// <summary>Calls created before this time.</summary>
    [Id(6)] public DateTimeOffset? To { get; init; }

    /// <summary>
    /// Words that transcript and summary contain together, in any case and order; <c>"a phrase"</c>, <c>-without</c>,
    /// <c>this or that</c>. A last word with nothing after it may go on. Without a letter or digit it finds nothing.
    /// </summary>
    [Id(7)] public string? Text { get; init; }

    /// <summary>Without what it holds: messages between processes may be logged.</summary>
    public override string ToString() => $"{nameof(CallFilter)} {UserId}";
}
