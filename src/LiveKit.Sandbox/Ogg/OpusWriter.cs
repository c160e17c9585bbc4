using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OrleansCalls.LiveKit.Sandbox.Ogg;

/// <summary>Writes an Ogg/Opus file (RFC 7845) from mono packets of 20 ms each, one page a second.</summary>
internal sealed class OpusWriter(Stream stream, uint serial)
{
    /// <summary>Samples of a 20 ms packet; Opus counts at 48 kHz whatever the input was.</summary>
    public const int SamplesPerPacket = 960;

    /// <summary>Length of one packet.</summary>
    public static readonly TimeSpan PacketLength = TimeSpan.FromMilliseconds(20);

    /// <summary>Samples that a player drops at the start: the encoder's look-ahead, which the clips were made with.</summary>
    public const int PreSkip = 312;

    /// <summary>20 ms of silence: a mono full-band CELT frame without content.</summary>
    public static readonly ReadOnlyMemory<byte> Silence = new byte[] { 0xF8, 0xFF, 0xFE };

    private const int PacketsPerPage = 50;

    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly List<byte> _segments = [];
    private uint _sequence;
    private long _packets;
    private int _packetsInPage;

    /// <summary>Writes the two headers. Call once, first.</summary>
    public void WriteHeaders(string title)
    {
        Append(Head());
        Flush(OggPageFlags.First, 0);
        Append(Tags(title));
        Flush(OggPageFlags.None, 0);
    }

    /// <summary>Adds one audio packet.</summary>
    public void Write(ReadOnlySpan<byte> packet)
    {
        if (_packetsInPage == PacketsPerPage || _segments.Count + (packet.Length / byte.MaxValue) + 1 > byte.MaxValue)
            Flush(OggPageFlags.None, _packets * SamplesPerPacket);

        Append(packet);
        _packets++;
    }

    /// <summary>Ends the file such that it plays for exactly this many samples.</summary>
    public void Finish(long playedSamples) => Flush(OggPageFlags.Last, playedSamples + PreSkip);

    private void Append(ReadOnlySpan<byte> packet)
    {
        _payload.Write(packet);
        for (var left = packet.Length; left >= byte.MaxValue; left -= byte.MaxValue)
            _segments.Add(byte.MaxValue);

        _segments.Add((byte)(packet.Length % byte.MaxValue));
        _packetsInPage++;
    }

    private void Flush(OggPageFlags flags, long granulePosition)
    {
        new OggPage(flags, granulePosition, serial, _sequence++, _segments.ToArray(), _payload.WrittenSpan.ToArray()).WriteTo(stream);
        _segments.Clear();
        _payload.ResetWrittenCount();
        _packetsInPage = 0;
    }

    private static byte[] Head()
    {
        var head = new byte[19];
        "OpusHead"u8.CopyTo(head);
        head[8] = 1; // version
        head[9] = 1; // channels
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), PreSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), 48_000);
        return head;
    }

    private static byte[] Tags(string title)
    {
        var tags = new MemoryStream();
        tags.Write("OpusTags"u8);
        WriteText(tags, "orleans-calls sandbox");
        WriteNumber(tags, 1);
        WriteText(tags, $"TITLE={title}");
        return tags.ToArray();
    }

    private static void WriteText(MemoryStream tags, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteNumber(tags, bytes.Length);
        tags.Write(bytes);
    }

    private static void WriteNumber(MemoryStream tags, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        tags.Write(bytes);
    }
}
