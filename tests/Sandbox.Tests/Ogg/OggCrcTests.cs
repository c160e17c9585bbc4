using System.Text;
using OrleansCalls.LiveKit.Sandbox.Ogg;

namespace OrleansCalls.Sandbox.Tests.Ogg;

public sealed class OggCrcTests
{
    /// <summary>The polynomial's check value for '123456789' (CRC-32 with no reflection, zero start, zero end).</summary>
    [Fact]
    public void OfPage_KnownBytes_IsTheKnownChecksum() => Assert.Equal(0x89A1897Fu, OggCrc.OfPage(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void OfPage_OwnChecksumField_DoesNotCount()
    {
        var page = new byte[40];
        var without = OggCrc.OfPage(page);
        page.AsSpan(22, 4).Fill(0xFF);

        Assert.Equal(without, OggCrc.OfPage(page));
    }
}
