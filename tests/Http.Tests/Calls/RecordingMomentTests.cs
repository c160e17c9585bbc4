using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.WebFront.Recordings;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>Where a time of the call is to be heard.</summary>
public sealed class RecordingMomentTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly RecordingSnapshot s_two = Recording(
        Ready("EG_1", from: 3, seconds: 20),
        Ready("EG_2", from: 5, seconds: null) with { State = RecordingState.Failed },
        Ready("EG_3", from: 40, seconds: 10));

    [Theory]
    [InlineData(3, "EG_1", 0)]
    [InlineData(12.37, "EG_1", 9.3)]
    [InlineData(22.95, "EG_1", 19.9)]
    [InlineData(40, "EG_3", 0)]
    [InlineData(49.99, "EG_3", 9.9)]
    [InlineData(2.2, "EG_1", 0)] // less than a second before the first one
    [InlineData(39.5, "EG_3", 0)] // or after a gap
    public void Find_ATimeThatWasRecorded_IsWithinItsSegment(double at, string egress, double second) =>
        Assert.Equal(new RecordingMoment(egress, second), RecordingMoment.Find(s_two, s_noon.AddSeconds(at)));

    [Theory]
    [InlineData(0)]
    [InlineData(1.9)]
    [InlineData(23)] // the gap begins
    [InlineData(38.9)]
    [InlineData(50)]
    [InlineData(86_400)]
    public void Find_ATimeThatWasNot_IsNowhere(double at) => Assert.Null(RecordingMoment.Find(s_two, s_noon.AddSeconds(at)));

    [Fact]
    public void Find_TwoRecordersAtOnce_TheOneThatHasItWins()
    {
        var recording = Recording(Ready("EG_1", from: 3, seconds: 20), Ready("EG_2", from: 10, seconds: 30));

        Assert.Equal(new RecordingMoment("EG_1", 17), RecordingMoment.Find(recording, s_noon.AddSeconds(20)));
        Assert.Equal(new RecordingMoment("EG_2", 20), RecordingMoment.Find(recording, s_noon.AddSeconds(30)));
    }

    [Fact]
    public void Find_TheOtherIsAboutToBegin_TheOneThatHasItWins()
    {
        var recording = Recording(Ready("EG_2", from: 20.5, seconds: 30), Ready("EG_1", from: 3, seconds: 20));

        Assert.Equal(new RecordingMoment("EG_1", 17), RecordingMoment.Find(recording, s_noon.AddSeconds(20)));
    }

    [Fact]
    public void Find_LengthUnknown_TheEndDecides()
    {
        var segment = Ready("EG_1", from: 3, seconds: null) with { EndedAt = s_noon.AddSeconds(13) };

        Assert.NotNull(RecordingMoment.Find(Recording(segment), s_noon.AddSeconds(12)));
        Assert.Null(RecordingMoment.Find(Recording(segment), s_noon.AddSeconds(13)));
        Assert.NotNull(RecordingMoment.Find(Recording(segment with { EndedAt = null }), s_noon.AddSeconds(13)));
    }

    [Theory]
    [InlineData(RecordingState.Active)]
    [InlineData(RecordingState.Failed)]
    public void Find_NotReady_IsNowhere(RecordingState state) =>
        Assert.Null(RecordingMoment.Find(Recording(Ready("EG_1", 3, 20) with { State = state }), s_noon.AddSeconds(10)));

    [Fact]
    public void Find_BeginUnknown_IsNowhere() =>
        Assert.Null(RecordingMoment.Find(Recording(Ready("EG_1", 3, 20) with { StartedAt = null }), s_noon.AddSeconds(10)));

    private static RecordingSnapshot Recording(params RecordingSegment[] segments) => new() { State = RecordingState.Ready, Segments = segments };

    private static RecordingSegment Ready(string egressId, double from, double? seconds) => new()
    {
        Key = $"voice-recordings/{egressId}.ogg",
        EgressId = egressId,
        State = RecordingState.Ready,
        StartedAt = s_noon.AddSeconds(from),
        EndedAt = seconds is { } s ? s_noon.AddSeconds(from + s + 2) : null,
        DurationSeconds = seconds,
    };
}
