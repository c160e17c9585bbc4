using System.Text.Json;
using OrleansCalls.Testing;
using OrleansCalls.WebFront.Transcripts;

namespace OrleansCalls.Http.Tests.Transcripts;

/// <summary>Parsers from npm find what was said, and nothing to complain of.</summary>
public sealed class SubtitleParserTests(NodeScripts examiner)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Files_OfAnyTranscript_AreReadAsTheyWereMeant()
    {
        var cues = Enumerable.Range(0, 300).Select(AnyTranscript.Of).Select(t => Cues.Of(t.Lines, t.Zero).FromZero()).Append([]).ToList();
        var wanted = cues.Select(c => new SubtitleFile("vtt", WebVtt.Of(c)))
            // What is a hundred hours long has no place in SubRip that its stricter readers would take.
            .Concat(cues.Where(InFourDays).Select(c => new SubtitleFile("srt", SubRip.Of(c)))).ToList();

        var read = JsonSerializer.Deserialize<List<ParsedFile>>(await examiner.RunAsync(
            "subtitles.mjs", new Dictionary<string, string>(), JsonSerializer.Serialize(wanted, s_options)), s_options)!;

        Assert.Equal(wanted.Count, read.Count);
        Assert.All(read, file => Assert.Empty(file.Errors));
        foreach (var (meant, file) in cues.Zip(read))
        {
            // The parser puts the longer of two that begin at once first.
            Assert.Equal(
                meant.OrderBy(c => c.Start).ThenByDescending(c => c.End).Select(c => new ParsedCue(Milliseconds(c.Start), Milliseconds(c.End), Name(c), c.Text)),
                file.Cues);
        }

        foreach (var (meant, file) in cues.Where(InFourDays).Zip(read.Skip(cues.Count)))
        {
            Assert.Equal(meant.Select(c => (Name(c), c.Text)), file.Cues.Select(c => (c.Speaker, c.Text.Replace("\u2060", "", StringComparison.Ordinal))));
            Assert.All(meant.Zip(file.Cues), c => Assert.True(Milliseconds(c.First.Start) <= c.Second.Start));
        }
    }

    private static bool InFourDays(IReadOnlyList<Cue> cues) => cues.All(c => c.End < TimeSpan.FromHours(99));

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Name(Cue cue) => Grains.Interfaces.Transcripts.Speakers.DisplayName(cue.Speaker);

    private sealed record SubtitleFile(string Format, string Content);

    private sealed record ParsedFile(IReadOnlyList<string> Errors, IReadOnlyList<ParsedCue> Cues);

    private sealed record ParsedCue(long Start, long End, string Speaker, string Text);
}
