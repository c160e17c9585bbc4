using System.Buffers.Binary;

namespace OrleansCalls.DevStack.Recordings;

/// <summary>The header of one Ogg page, after its checksum was found right.</summary>
internal readonly record struct OggPage(bool IsFirst, bool IsLast, long Granule, uint Serial, uint Sequence, int HeaderLength, int Length)
{
    private const int FixedLength = 27;
    private const int ChecksumAt = 22;

    /// <param name="bytes">Begins with the page.</param>
    /// <param name="page">The page.</param>
    /// <param name="problem">Why there is no page.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out OggPage page, out string? problem)
    {
        page = default;
        problem = null;
        if (bytes.Length < FixedLength || !bytes.StartsWith("OggS"u8) || bytes[4] != 0)
        {
            problem = "no capture pattern";
            return false;
        }

        var headerLength = FixedLength + bytes[26];
        if (bytes.Length < headerLength)
        {
            problem = "cut off";
            return false;
        }

        var length = headerLength;
        foreach (var segment in bytes[FixedLength..headerLength])
        {
            length += segment;
        }

        if (bytes.Length < length)
        {
            problem = "cut off";
            return false;
        }

        if (Checksum(bytes[..length]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]))
        {
            problem = "wrong checksum";
            return false;
        }

        page = new OggPage(
            (bytes[5] & 2) != 0,
            (bytes[5] & 4) != 0,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[6..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[18..]),
            headerLength,
            length);
        return true;
    }

    /// <summary>Ogg's CRC-32 (polynomial 04C11DB7, not reflected, no final inversion), its own field counted as zero.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> page)
    {
        var crc = 0u;
        for (var i = 0; i < page.Length; i++)
        {
            var value = i is >= ChecksumAt and < ChecksumAt + 4 ? (byte)0 : page[i];
            crc ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000_0000) != 0 ? (crc << 1) ^ 0x04C1_1DB7 : crc << 1;
            }
        }

        return crc;
    }
}
