using System.ComponentModel;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Fred;

/// <summary>What the client heard, handed in at the end of a call.</summary>
internal sealed record SummaryRequest : IRequestBody<SummaryRequest>
{
    [Description("The `room` of the start")]
    public required string RoomName { get; init; }

    [Description("`on-demand` or `scheduled`")]
    public required string CallType { get; init; }

    [Description("How long the client says the call lasted; used only where nothing better is known")]
    public required int DurationSeconds { get; init; }

    [Description("At most 500 lines of at most 8000 characters")]
    public required IReadOnlyList<SpokenLine> Transcript { get; init; }

    public static SummaryRequest? Read(JsonField body)
    {
        if (!body.IsObject())
            return null;
        var room = body["roomName"].Name();
        var callType = body["callType"].Choice(CallTypes.Parse, "on-demand or scheduled");
        var duration = body["durationSeconds"].Count();
        var lines = body["transcript"].Items(0, TranscriptLimits.ClientLinesPerRequest).Select(ReadLine).ToList();
        return room is null || callType is not { } type || duration is not { } seconds
            ? null
            : new SummaryRequest { RoomName = room, CallType = type.Name(), DurationSeconds = seconds, Transcript = lines };
    }

    public SubmitTranscript ToCommand() => new()
    {
        DurationSeconds = DurationSeconds,
        Lines = [.. Transcript.Select(l => new TranscriptLine
        {
            Speaker = Speakers.Parse(l.Speaker) ?? default,
            Text = l.Text,
            Timestamp = l.Timestamp,
        })],
    };

    private static SpokenLine ReadLine(JsonField line)
    {
        if (!line.IsObject())
            return new SpokenLine("", "", null);
        var speaker = line["speaker"].Choice(Speakers.Parse, "user or fred");
        var text = line["text"].Text(0, TranscriptLimits.CharactersPerSegment);
        return new SpokenLine(speaker?.Name() ?? "", text ?? "", ReadTimestamp(line["timestamp"]));
    }

    /// <summary>Kept as the client wrote it: clients send ISO 8601, clock times or a number.</summary>
    private static string? ReadTimestamp(JsonField timestamp) =>
        timestamp.IsAbsent ? null : timestamp.NumberText() ?? timestamp.Text(0, 64);
}
