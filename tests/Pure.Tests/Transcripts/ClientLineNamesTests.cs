using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class ClientLineNamesTests
{
    [Fact]
    public void Assemble_LinesThatOnlyTheClientKnew_AreNamed()
    {
        var lines = TranscriptAssembly.Assemble([Segment("S1", "Hello.")], [Founder("Hello."), Fred("Yes."), Founder("Yes."), Fred("Yes.")]);

        Assert.Equal([null, "fred 1", "user 1", "fred 2"], lines.Select(Named));
        Assert.Equal(3, lines.Select(line => line.ClientLine).OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Assemble_MoreWordsCome_TheNamesStay()
    {
        TranscriptLine[] client = [Fred("Call her."), Founder("I will.")];
        var before = TranscriptAssembly.Assemble([], client);

        var after = TranscriptAssembly.Assemble([Segment("S1", "Hello."), Segment("S2", "I will.", 5)], [Founder("Hello."), .. client]);

        Assert.Equal(["S1", before[0].ClientLine, "S2"], after.Select(line => line.SegmentId ?? line.ClientLine));
        Assert.Matches(@"\Aclient-[0-9a-f]{16}\z", before[0].ClientLine!);
    }

    private static string? Named(TranscriptLine line) =>
        line.ClientLine is { } name ? $"{line.Speaker.Name()} {(name.Split('-') is [_, _, var time] ? time : "1")}" : null;
}
