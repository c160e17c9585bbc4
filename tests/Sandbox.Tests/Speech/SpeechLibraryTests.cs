using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.Sandbox.Tests.Speech;

public sealed class SpeechLibraryTests
{
    private static readonly SpeechLibrary Library = new();

    [Fact]
    public void Script_WholeCall_FitsInto4600Milliseconds()
    {
        Assert.Equal(["Founder", "Fred", "Founder", "Fred"], Library.Script.Select(line => line.Speaker));
        Assert.Equal("Call her today, and ask why.", Library.Script[1].Text);
        Assert.All(Library.Script, line => Assert.InRange(line.DurationMs, 400, 2000));
        Assert.InRange(Library.Script.Sum(line => line.DurationMs), 3000, 4600);
    }

    [Fact]
    public void Say_TextWithoutClip_RepeatsTheGenericOneForAsLongAsAsked()
    {
        var now = TimeProvider.System.GetUtcNow();
        var said = Library.Say("ana", "Nobody recorded this.", now, TimeSpan.FromSeconds(10));

        Assert.Equal(now.AddSeconds(10), said.EndedAt);
        Assert.Equal(said.PacketAt(now), said.PacketAt(now + said.Clip.Length));
        Assert.NotNull(said.PacketAt(now.AddSeconds(9.99)));
        Assert.Null(said.PacketAt(now.AddSeconds(10)));
    }
}
