using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A call in a list.</summary>
internal sealed record CallListItem
{
    public required string Room { get; init; }

    public required string Status { get; init; }

    public required string CallType { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required int? DurationSeconds { get; init; }

    public required string? Summary { get; init; }

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
