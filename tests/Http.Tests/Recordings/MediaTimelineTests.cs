using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.WebFront.Recordings;
using static OrleansCalls.Http.Tests.Transcripts.Lines;

namespace OrleansCalls.Http.Tests.Recordings;

public sealed class MediaTimelineTests
{
    private static readonly RecordingSegment s_first = Segment("k1", 10), s_second = Segment("k2", 40);

    [Fact]
    public void Zero_IsWhereTheFirstPlayableSegmentBegins()
    {
        Assert.Equal(At(10), MediaTimeline.Of(Call(s_second, s_first)).Zero);
        Assert.Equal(At(40), MediaTimeline.Of(Call(s_first with { State = RecordingState.Failed }, s_second)).Zero);
    }

    [Fact]
    public void Zero_WithoutARecording_IsTheFirstHumansJoin_ElseTheRooms_ElseTheRequest()
    {
        Assert.Equal(At(5), MediaTimeline.Of(Call(s_first with { State = RecordingState.Active })).Zero);
        Assert.Equal(At(1), MediaTimeline.Of(Call() with { Participants = [new ParticipantSnapshot("fred", ParticipantKind.Agent, At(2), null)] }).Zero);
        Assert.Equal(At(0), MediaTimeline.Of(Call() with { Participants = [], StartedAt = null }).Zero);
    }

    [Fact]
    public void Segments_AreNumberedAsTheyWereRecorded()
    {
        var media = MediaTimeline.Of(Call(Segment("lost", 1) with { State = RecordingState.Failed }, s_second, s_first));

        Assert.Equal(["k1", "k2"], media.Segments.Select(s => s.Key));
        Assert.Equal((1, 2, null), (media.NumberOf(s_first), media.NumberOf(s_second), media.NumberOf(Segment("lost", 1))));
        Assert.Equal(TimeSpan.FromSeconds(30), media.OffsetOf(s_second));
        Assert.Equal((30, 50), (media.StartOf(2).TotalSeconds, media.EndOf(2).TotalSeconds));
    }

    [Fact]
    public void Segment_OfWhichLittleIsKnown_CanBePlayedAllTheSame()
    {
        var bare = s_first with { StartedAt = null, DurationSeconds = null };
        var media = MediaTimeline.Of(Call(bare));

        Assert.Equal(At(5), media.Zero);
        Assert.Null(media.OffsetOf(bare));
        Assert.Equal((TimeSpan.Zero, TimeSpan.MaxValue), (media.StartOf(1), media.EndOf(1)));
        Assert.Equal(TimeSpan.FromSeconds(25), MediaTimeline.Of(Call(bare with { EndedAt = At(30) })).EndOf(1));
        Assert.Equal(["k1", "k2"], MediaTimeline.Of(Call(s_second, bare)).Segments.Select(s => s.Key));
    }

    private static RecordingSegment Segment(string key, double from) => new()
    {
        Key = key,
        State = RecordingState.Ready,
        StartedAt = At(from),
        DurationSeconds = 20,
    };

    private static CallSnapshot Call(params RecordingSegment[] segments) => new()
    {
        Room = "r",
        UserId = "ana",
        StartId = Guid.Empty,
        CallType = CallType.OnDemand,
        ParticipantName = "Ana",
        Status = CallStatus.Completed,
        Phase = CallPhase.Ended,
        RequestedAt = At(0),
        StartedAt = At(1),
        Participants = [new ParticipantSnapshot("fred", ParticipantKind.Agent, At(2), null), new ParticipantSnapshot("ana", ParticipantKind.Human, At(5), null)],
        Recording = new RecordingSnapshot { State = RecordingState.Ready, Segments = segments },
        Revision = 1,
    };
}
