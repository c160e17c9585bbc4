using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Summaries;

/// <summary>What the call knows of its transcript; the words themselves are in a table.</summary>
public sealed record TranscriptFacts
{
    /// <summary>A summary made before this time does not know all that was acknowledged.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether words of a human prove that somebody was there.</summary>
    public bool UserSpoke { get; init; }

    /// <summary>Whether the client handed in its transcript.</summary>
    public bool FromClient { get; init; }

    /// <summary>How long the client says the call lasted.</summary>
    public int? ClientDurationSeconds { get; init; }

    internal TranscriptFacts Apply(TranscriptChanged e) => this with
    {
        ChangedAt = Times.Later(ChangedAt, e.At),
        UserSpoke = UserSpoke || e.UserSpoke,
        FromClient = FromClient || e.FromClient,
    };

    internal TranscriptFacts Apply(SummaryMade e) => this with
    {
        UserSpoke = UserSpoke || e.UserSpoke,
        FromClient = FromClient || e.ClientDurationSeconds is not null,
        ClientDurationSeconds = Times.Greater(ClientDurationSeconds, e.ClientDurationSeconds),
    };
}
