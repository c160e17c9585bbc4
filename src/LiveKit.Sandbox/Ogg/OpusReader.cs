namespace OrleansCalls.LiveKit.Sandbox.Ogg;

/// <summary>Takes the Opus packets out of an Ogg/Opus file.</summary>
internal static class OpusReader
{
    /// <summary>The audio packets in order, without the two header packets (RFC 7845).</summary>
    /// <exception cref="InvalidDataException">The file is no Ogg/Opus file.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ReadPackets(ReadOnlyMemory<byte> file)
    {
        var packets = AllPackets(file);
        if (packets.Count < 2 || !packets[0].Span.StartsWith("OpusHead"u8) || !packets[1].Span.StartsWith("OpusTags"u8))
            throw new InvalidDataException("This is no Ogg/Opus file.");

        return packets[2..];
    }

    private static List<ReadOnlyMemory<byte>> AllPackets(ReadOnlyMemory<byte> file)
    {
        List<ReadOnlyMemory<byte>> packets = [];
        List<byte> unfinished = [];
        while (!file.IsEmpty)
        {
            var page = OggPage.Read(file, out var length);
            file = file[length..];
            var payload = page.Payload;
            foreach (var segment in page.SegmentLengths.Span)
            {
                unfinished.AddRange(payload.Span[..segment]);
                payload = payload[segment..];
                if (segment == byte.MaxValue)
                    continue;

                packets.Add(unfinished.ToArray());
                unfinished.Clear();
            }
        }

        return packets;
    }
}
