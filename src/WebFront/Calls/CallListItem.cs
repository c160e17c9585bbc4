using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A call in a list.</summary>
internal sealed record CallListItem
{
    [Description("LiveKit's room, which names the call")]
    public required string Room { get; init; }

    [Description("`scheduled`, `in_progress`, `completed` or `cancelled`")]
    public required string Status { get; init; }

    [Description("`on-demand` or `scheduled`")]
    public required string CallType { get; init; }

    [Description("When the call was asked for")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When the room was created")]
    public required DateTimeOffset? StartedAt { get; init; }

    [Description("When the room ended; null while it has not")]
    public required DateTimeOffset? EndedAt { get; init; }

    [Description("From the first human's join to the last leave")]
    public required int? DurationSeconds { get; init; }

    [Description("What the call came to; null until it is summarised")]
    public required string? Summary { get; init; }

    [Description("Whether a recording can be asked for")]
    public required bool HasRecording { get; init; }

    [Description("Where the words of `text` are; null without `text`, and where only words to be without were given")]
    public required SnippetResponse? Snippet { get; init; }

    public static CallListItem From(CallRow row) => new()
    {
        Room = row.Room,
        Status = row.Status,
        CallType = row.CallType,
        CreatedAt = row.CreatedAt,
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
        DurationSeconds = row.DurationSeconds,
        Summary = row.Summary,
        HasRecording = row.HasRecording,
        Snippet = row.Snippet is { } snippet ? SnippetResponse.From(snippet) : null,
    };
}
