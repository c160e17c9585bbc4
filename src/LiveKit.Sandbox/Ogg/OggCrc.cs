namespace OrleansCalls.LiveKit.Sandbox.Ogg;

/// <summary>The checksum of an Ogg page (RFC 3533, section 6): polynomial 0x04C11DB7, no reflection, no final inversion.</summary>
internal static class OggCrc
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of a whole page whose own checksum field (bytes 22 to 25) counts as zero.</summary>
    public static uint OfPage(ReadOnlySpan<byte> page)
    {
        var crc = 0u;
        for (var i = 0; i < page.Length; i++)
        {
            var value = i is >= 22 and < 26 ? (byte)0 : page[i];
            crc = (crc << 8) ^ Table[(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var remainder = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 0x80000000) != 0 ? (remainder << 1) ^ 0x04C11DB7 : remainder << 1;
            }

            table[i] = remainder;
        }

        return table;
    }
}
