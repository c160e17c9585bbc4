using System.Text.Json;

namespace OrleansCalls.Chaos.Lives;

/// <summary>What happens in one call as far as people have it in their hands.</summary>
internal sealed record LifePlan
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    public required int Index { get; init; }

    public required string User { get; init; }

    public required string StartKey { get; init; }

    /// <summary><c>on-demand</c> or <c>scheduled</c>.</summary>
    public required string CallType { get; init; }

    /// <summary><c>POST /api/fred/call</c> rather than <c>POST /api/calls</c>.</summary>
    public required bool DropInRoute { get; init; }

    /// <summary>Null: nobody ever comes.</summary>
    public required TimeSpan? JoinsAfter { get; init; }

    public required IReadOnlyList<PlannedLine> Lines { get; init; }

    /// <summary>How many segments the worker sends at a time.</summary>
    public required int BatchSize { get; init; }

    public required Ending Ending { get; init; }

    /// <summary>How often the client hands its transcript in.</summary>
    public required int HandIns { get; init; }

    public required bool HandsInBeforeTheEnd { get; init; }

    /// <summary>Segments that the worker sends when the call is over.</summary>
    public required IReadOnlyList<PlannedLine> LateLines { get; init; }

    public required TimeSpan LateAfter { get; init; }

    /// <summary>Whether the client joins once more with its old token when the call is over.</summary>
    public required bool Rejoins { get; init; }

    /// <summary>Whether whoever rejoined stays, so that only the server can end it.</summary>
    public required bool StaysAfterRejoin { get; init; }

    /// <summary>Inflicted when everything planned was said; the founder then stays for a while. In a run in peace only.</summary>
    public Wound Wound { get; init; }

    /// <summary>The life in one line, without what was said.</summary>
    public override string ToString() => JsonSerializer.Serialize(
        new
        {
            Index,
            CallType,
            Route = DropInRoute ? "/api/fred/call" : "/api/calls",
            JoinsAfter,
            Lines = Lines.Count,
            WorkerHears = Lines.Count(line => line.WorkerHears),
            ClientHears = Lines.Count(line => line.ClientHears),
            Ending,
            HandIns,
            HandsInBeforeTheEnd,
            LateLines = LateLines.Count,
            Rejoins,
            StaysAfterRejoin,
            Wound,
        },
        Readable);
}
