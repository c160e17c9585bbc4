using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.LiveKit.Sandbox.Ogg;

/// <summary>The audio of a stretch of time in a room, as an Ogg/Opus file: what was said at its place, silence between.</summary>
internal static class Recording
{
    /// <summary>The length that a recording of this span has: whole packets of 20 ms, at least one.</summary>
    public static TimeSpan LengthOf(DateTimeOffset start, DateTimeOffset end) =>
        OpusWriter.PacketLength * Math.Max(1, (long)((end - start) / OpusWriter.PacketLength));

    /// <summary>
    /// Makes the file. Packets are copied, never decoded: where two speak at once, the one who began later is heard.
    /// </summary>
    public static byte[] Make(string title, DateTimeOffset start, TimeSpan length, IEnumerable<Utterance> utterances)
    {
        var file = new MemoryStream();
        var writer = new OpusWriter(file, serial: 1);
        writer.WriteHeaders(title);

        var packets = (long)(length / OpusWriter.PacketLength);
        foreach (var packet in Packets(start, packets, utterances))
            writer.Write(packet.Span);

        // The player drops the pre-skip, so the sound needs one packet more; Finish trims the rest of it.
        writer.Write(OpusWriter.Silence.Span);
        writer.Finish(packets * OpusWriter.SamplesPerPacket);
        return file.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Packets(DateTimeOffset start, long count, IEnumerable<Utterance> utterances)
    {
        var waiting = new Queue<Utterance>(utterances.OrderBy(utterance => utterance.StartedAt));
        Utterance? speaking = null;
        for (var i = 0L; i < count; i++)
        {
            var at = start + (i * OpusWriter.PacketLength);
            while (waiting.TryPeek(out var next) && next.StartedAt <= at)
                speaking = waiting.Dequeue();

            yield return speaking?.PacketAt(at) ?? OpusWriter.Silence;
        }
    }
}
