using OrleansCalls.LiveKit.Sandbox.Ogg;
using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.Sandbox.Tests.Ogg;

public sealed class RecordingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SpeechLibrary Library = new();

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(999)]
    [InlineData(60_000)]
    public void Make_AnyLength_PlaysForThatLength(int milliseconds)
    {
        var length = Recording.LengthOf(Noon, Noon.AddMilliseconds(milliseconds));
        var file = Recording.Make("call", Noon, length, []);

        Assert.Equal(Math.Max(20, milliseconds / 20 * 20), length.TotalMilliseconds);
        Assert.Equal(length, OggFile.PlayedLength(file));
    }

    [Fact]
    public void Make_Pages_AreNumberedAndGrowAndEnd()
    {
        var pages = OggFile.Pages(Recording.Make("call", Noon, TimeSpan.FromSeconds(3), []));

        Assert.Equal(Enumerable.Range(0, pages.Count).Select(i => (uint)i), pages.Select(page => page.Sequence));
        Assert.Equal(OggPageFlags.First, pages[0].Flags);
        Assert.Equal(OggPageFlags.Last, pages[^1].Flags);
        Assert.All(pages.Skip(1).SkipLast(1), page => Assert.Equal(OggPageFlags.None, page.Flags));
        Assert.Equal([0, 0, 48_000, 96_000, 144_000, 144_312], pages.Select(page => page.GranulePosition));
        Assert.True(pages[0].Payload.Span.StartsWith("OpusHead"u8));
        Assert.True(pages[1].Payload.Span.StartsWith("OpusTags"u8));
    }

    [Fact]
    public void Make_Speech_IsAtItsPlaceWithSilenceAround()
    {
        var said = Library.Say("ana", Library.Script[0].Text, Noon.AddSeconds(1), duration: null);
        var packets = OpusReader.ReadPackets(Recording.Make("call", Noon, TimeSpan.FromSeconds(5), [said]));

        var spoken = said.Clip.Packets.Count;
        Assert.All(packets.Take(50), AssertSilent);
        Assert.Equal(said.Clip.Packets.Select(Hex), packets.Skip(50).Take(spoken).Select(Hex));
        Assert.All(packets.Skip(50 + spoken), AssertSilent);
    }

    [Fact]
    public void Make_SpeechBegunBefore_IsHeardFromItsMiddle()
    {
        var said = Library.Say("ana", Library.Script[0].Text, Noon.AddMilliseconds(-400), duration: null);
        var packets = OpusReader.ReadPackets(Recording.Make("call", Noon, TimeSpan.FromSeconds(1), [said]));

        Assert.Equal(Hex(said.Clip.Packets[20]), Hex(packets[0]));
    }

    [Fact]
    public void Make_TwoAtOnce_TheLaterIsHeard()
    {
        var first = Library.Say("ana", Library.Script[0].Text, Noon, duration: null);
        var second = Library.Say("fred", Library.Script[1].Text, Noon.AddMilliseconds(200), duration: null);
        var packets = OpusReader.ReadPackets(Recording.Make("call", Noon, TimeSpan.FromSeconds(1), [second, first]));

        Assert.Equal(Hex(first.Clip.Packets[9]), Hex(packets[9]));
        Assert.Equal(Hex(second.Clip.Packets[0]), Hex(packets[10]));
    }

    [Fact]
    public void Write_PacketOf255BytesAndMore_ReadsBackWhole()
    {
        byte[][] packets = [[.. Enumerable.Repeat((byte)1, 254)], [.. Enumerable.Repeat((byte)2, 255)], [.. Enumerable.Repeat((byte)3, 1000)]];
        var file = new MemoryStream();
        var writer = new OpusWriter(file, 7);
        writer.WriteHeaders("t");
        foreach (var packet in packets)
            writer.Write(packet);

        writer.Finish(OpusWriter.SamplesPerPacket);

        Assert.Equal(packets.Select(packet => Hex(packet)), OpusReader.ReadPackets(file.ToArray()).Select(Hex));
    }

    [Fact]
    public void Read_FlippedBit_IsRefused()
    {
        var file = Recording.Make("call", Noon, TimeSpan.FromSeconds(1), []);
        file[^1] ^= 1;

        Assert.Throws<InvalidDataException>(() => OpusReader.ReadPackets(file));
    }

    private static void AssertSilent(ReadOnlyMemory<byte> packet) => Assert.Equal(Hex(OpusWriter.Silence), Hex(packet));

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
