using System.Buffers.Binary;
using OrleansCalls.DevStack.Recordings;

namespace OrleansCalls.DevStack.Tests;

public sealed class OggFileTests
{
    private const int PreSkip = 312;

    [Fact]
    public void Read_TwoPages_TellsDuration()
    {
        var file = OggFile.Read(OneSecond());

        Assert.Null(file.Problem);
        Assert.Equal(2, file.Pages);
        Assert.Equal(TimeSpan.FromSeconds(1), file.Duration);
    }

    [Fact]
    public void Read_AnyByteChanged_IsAProblem()
    {
        var bytes = OneSecond();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.NotNull(OggFile.Read(bytes).Problem);
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Read_CutOffAnywhere_IsAProblem()
    {
        var bytes = OneSecond();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotNull(OggFile.Read(bytes.AsSpan(0, length)).Problem);
        }
    }

    [Fact]
    public void Read_BytesBehindTheEnd_IsAProblem() => Assert.NotNull(OggFile.Read([.. OneSecond(), 0]).Problem);

    [Fact]
    public void Read_NoMarkOfTheEnd_IsAProblem() =>
        Assert.NotNull(OggFile.Read([.. Page(0, flags: 2, granule: 0, Head()), .. Page(1, flags: 0, granule: 48_000, [1, 2, 3])]).Problem);

    [Fact]
    public void Checksum_OfTheReferenceCheckValue_IsRight() => // CRC-32 with Ogg's parameters and no page field inside the nine bytes
        Assert.Equal(0x89A1897Fu, OggPage.Checksum("123456789"u8));

    private static byte[] OneSecond() =>
        [.. Page(0, flags: 2, granule: 0, Head()), .. Page(1, flags: 4, granule: 48_000 + PreSkip, [1, 2, 3])];

    private static byte[] Head() => [.. "OpusHead"u8, 1, 1, PreSkip & 255, PreSkip >> 8, 0x80, 0xBB, 0, 0, 0, 0, 0];

    private static byte[] Page(uint sequence, byte flags, long granule, byte[] body)
    {
        byte[] page = [.. "OggS"u8, 0, flags, .. new byte[20], 1, (byte)body.Length, .. body];
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), granule);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), 7);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), OggPage.Checksum(page));
        return page;
    }
}
