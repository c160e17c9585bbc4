using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>What somebody said in one go.</summary>
internal sealed record SegmentRequest
{
    private const int MaxIdChars = 128;

    [Description("Unique within the call, 1 to 128 characters; the same id again replaces what was less final")]
    public required string Id { get; init; }

    [Description("`user` or `fred`")]
    public required string Speaker { get; init; }

    [Description("At most 8000 characters")]
    public required string Text { get; init; }

    [Description("When it was begun to be said")]
    public required DateTimeOffset StartedAt { get; init; }

    [Description("When it was said to its end; not before `startedAt`")]
    public DateTimeOffset? EndedAt { get; init; }

    [Description("Whether the recogniser will not change it any more")]
    public required bool Final { get; init; }

    public static SegmentRequest? Read(JsonField segment)
    {
        if (!segment.IsObject())
            return null;
        var id = segment["id"].Name(MaxIdChars);
        var speaker = segment["speaker"].Choice(Speakers.Parse, "user or fred");
        var text = segment["text"].Text(0, TranscriptLimits.CharactersPerSegment);
        var startedAt = segment["startedAt"].Time();
        var endedAt = segment["endedAt"] is { IsAbsent: false } end ? end.Time() : null;
        var final = segment["final"].Flag();
        if (endedAt < startedAt)
            segment["endedAt"].Refuse("must not be before startedAt");
        return id is null || speaker is not { } who || text is null || startedAt is not { } from || final is not { } isFinal
            ? null
            : new SegmentRequest { Id = id, Speaker = who.Name(), Text = text, StartedAt = from, EndedAt = endedAt, Final = isFinal };
    }

    public TranscriptSegment ToSegment() => new()
    {
        Id = Id,
        Speaker = Speakers.Parse(Speaker) ?? default,
        Text = Text,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Final = Final,
    };
}
