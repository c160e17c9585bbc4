using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Erasure;

namespace OrleansCalls.WebFront.Erasure;

/// <summary>How much was removed so far.</summary>
[Description("How much was removed so far")]
internal sealed record RemovedResponse
{
    [Description("Objects in the bucket: recordings, and LiveKit's files about them")]
    public required int RecordingObjects { get; init; }

    [Description("Live segments")]
    public required int Segments { get; init; }

    [Description("Transcripts that the client handed in")]
    public required int Transcripts { get; init; }

    [Description("Rows of the table of sessions, with summary and transcript")]
    public required int Rows { get; init; }

    [Description("What Fred remembered of the call, whoever wrote it")]
    public required int Memories { get; init; }

    [Description("What happened to the call and was done for it")]
    public required int TimelineEntries { get; init; }

    [Description("What was kept for streams of the call's events")]
    public required int Changes { get; init; }

    [Description("Deliveries to the user's webhook endpoints, sent or not; that the call was erased is told all the same")]
    public required int Events { get; init; }

    public static RemovedResponse From(ErasureReport report) => new()
    {
        RecordingObjects = report.RecordingObjects,
        Segments = report.Records.Segments,
        Transcripts = report.Records.Transcripts,
        Rows = report.Records.Rows,
        Memories = report.Records.Memories,
        TimelineEntries = report.Records.TimelineEntries,
        Changes = report.Records.Changes,
        Events = report.Records.Events,
    };
}
