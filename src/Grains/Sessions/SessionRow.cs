using System.Security.Cryptography;
using System.Text.Json;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Sessions;

/// <summary>
/// A call's row in <c>coaching_sessions</c>, which other programs read, but for the transcript itself: that is read when
/// the row is written.
/// </summary>
public sealed record SessionRow
{
    public required string Room { get; init; }

    public required string UserId { get; init; }

    public required string CallType { get; init; }

    /// <summary><c>in_progress</c>, <c>completed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The room's creation.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int? DurationSeconds { get; init; }

    public bool HasRecording { get; init; }

    /// <summary>Null until the call has ended and is summarised: then the transcript is written too.</summary>
    public SessionSummary? Summary { get; init; }

    /// <summary>The transcript that the summary was made of.</summary>
    public string? TranscriptHash { get; init; }

    /// <summary>The row of a call whose room was made.</summary>
    internal static SessionRow From(CallState call)
    {
        var start = call.Request!.Start;
        var status = call.Status();
        var summary = status is CallStatus.Completed ? call.Summary : null; // one that words have overtaken stands until it is remade
        return new SessionRow
        {
            Room = "", // the grain's key, filled in by the action
            UserId = start.UserId,
            CallType = start.CallType.Name(),
            Status = status switch
            {
                CallStatus.Completed => "completed",
                CallStatus.Cancelled => "cancelled",
                _ => "in_progress",
            },
            CreatedAt = call.Request.At,
            StartedAt = call.Room.CreatedAt,
            EndedAt = call.EndedAt(),
            DurationSeconds = call.EndedAt() is null ? null : call.DurationSeconds(),
            HasRecording = call.EndedAt() is not null && call.Recording.AnyFound,
            Summary = summary is null ? null : SessionSummary.From(summary.Summary),
            TranscriptHash = summary?.TranscriptHash,
        };
    }

    internal string Digest() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)))[..32];
}
