using System.Buffers.Binary;

namespace OrleansCalls.LiveKit.Sandbox.Ogg;

/// <summary>Where a page stands in its stream (RFC 3533, header_type_flag).</summary>
[Flags]
internal enum OggPageFlags : byte
{
    None = 0,
    Continued = 1,
    First = 2,
    Last = 4,
}

/// <summary>One page of an Ogg stream: a header, the lengths of its segments, and their bytes.</summary>
internal readonly record struct OggPage(
    OggPageFlags Flags,
    long GranulePosition,
    uint Serial,
    uint Sequence,
    ReadOnlyMemory<byte> SegmentLengths,
    ReadOnlyMemory<byte> Payload)
{
    private const int FixedHeader = 27;

    /// <summary>Appends the page, with its checksum, to the stream.</summary>
    public void WriteTo(Stream stream)
    {
        var page = new byte[FixedHeader + SegmentLengths.Length + Payload.Length];
        "OggS"u8.CopyTo(page);
        page[5] = (byte)Flags;
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), GranulePosition);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), Serial);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), Sequence);
        page[26] = (byte)SegmentLengths.Length;
        SegmentLengths.Span.CopyTo(page.AsSpan(FixedHeader));
        Payload.Span.CopyTo(page.AsSpan(FixedHeader + SegmentLengths.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), OggCrc.OfPage(page));
        stream.Write(page);
    }

    /// <summary>Reads the page that begins at the start of the bytes.</summary>
    /// <exception cref="InvalidDataException">No page is there, it is cut short, or its checksum is wrong.</exception>
    public static OggPage Read(ReadOnlyMemory<byte> bytes, out int length)
    {
        var span = bytes.Span;
        if (span.Length < FixedHeader || !span.StartsWith("OggS"u8))
            throw new InvalidDataException("No Ogg page here.");

        var segments = span[26];
        var payload = 0;
        foreach (var segment in span.Slice(FixedHeader, segments))
            payload += segment;

        length = FixedHeader + segments + payload;
        if (OggCrc.OfPage(span[..length]) != BinaryPrimitives.ReadUInt32LittleEndian(span[22..]))
            throw new InvalidDataException("The Ogg page's checksum is wrong.");

        return new OggPage(
            (OggPageFlags)span[5],
            BinaryPrimitives.ReadInt64LittleEndian(span[6..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[14..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[18..]),
            bytes.Slice(FixedHeader, segments),
            bytes.Slice(FixedHeader + segments, payload));
    }
}
