using OrleansCalls.LiveKit.Sandbox.Ogg;

namespace OrleansCalls.LiveKit.Sandbox.Speech;

/// <summary>A participant says something from one moment to another.</summary>
internal sealed record Utterance(string Identity, string Text, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Clip Clip)
{
    /// <summary>The Opus packet heard at the moment; null outside the utterance. A clip shorter than the utterance repeats.</summary>
    public ReadOnlyMemory<byte>? PacketAt(DateTimeOffset at)
    {
        if (at < StartedAt || at >= EndedAt)
            return null;

        var index = (long)((at - StartedAt) / OpusWriter.PacketLength);
        return Clip.Packets[(int)(index % Clip.Packets.Count)];
    }
}
