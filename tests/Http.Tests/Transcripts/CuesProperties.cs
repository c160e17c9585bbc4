using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.WebFront.Transcripts;

namespace OrleansCalls.Http.Tests.Transcripts;

public sealed class CuesProperties
{
    [Property(MaxTest = 500)]
    public void Cues_OfAnyTranscript_HaveAPlaceForEveryLineAndNeverGoBack(int seed)
    {
        var (lines, zero) = AnyTranscript.Of(seed);
        var cues = Cues.Of(lines, zero);

        Assert.Equal(lines.Select(l => CueText.Of(l.Text)).Where(t => t.Length > 0), cues.Select(c => c.Text));
        InOrder(cues);
        InOrder(cues.FromZero());
        Assert.All(cues.FromZero(), c => Assert.True(c.Start >= TimeSpan.Zero));
    }

    [Property(MaxTest = 500)]
    public void Cues_OfSegments_KeepTheirStarts(int seed)
    {
        var (lines, zero) = AnyTranscript.Of(seed);
        TranscriptLine[] segments = [.. lines.Where(l => l.StartedAt is not null && CueText.Of(l.Text).Length > 0)];

        var cues = Cues.Of(lines, zero);

        var starts = cues.Zip(lines.Where(l => CueText.Of(l.Text).Length > 0)).Where(c => c.Second.StartedAt is not null).Select(c => c.First.Start);
        Assert.Equal(segments.Select(s => Math.Round((s.StartedAt!.Value - zero).TotalMilliseconds)), starts.Select(s => s.TotalMilliseconds));
    }

    [Property(MaxTest = 200)]
    public void Within_TheParts_HoldEveryCue(int seed)
    {
        var (lines, zero) = AnyTranscript.Of(seed);
        var cues = Cues.Of(lines, zero);
        var middle = TimeSpan.FromMilliseconds(new Random(seed).Next(60_000));

        var parts = cues.Within(TimeSpan.MinValue / 2, middle).Concat(cues.Within(middle, TimeSpan.MaxValue)).Select(c => c.Text).ToList();

        Assert.Superset(cues.Select(c => c.Text).ToHashSet(), parts.ToHashSet());
        InOrder(cues.Within(middle, TimeSpan.MaxValue));
    }

    private static void InOrder(IReadOnlyList<Cue> cues)
    {
        Assert.All(cues, c => Assert.True(c.End - c.Start >= Cues.Shortest));
        Assert.Equal(cues.Select(c => c.Start).Order(), cues.Select(c => c.Start));
        Assert.All(cues, c => Assert.Equal(0, c.Start.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
