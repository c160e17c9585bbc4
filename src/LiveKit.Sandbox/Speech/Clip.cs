using OrleansCalls.LiveKit.Sandbox.Ogg;

namespace OrleansCalls.LiveKit.Sandbox.Speech;

/// <summary>Recorded speech as Opus packets of 20 ms.</summary>
internal sealed record Clip(IReadOnlyList<ReadOnlyMemory<byte>> Packets)
{
    /// <summary>How long the clip plays.</summary>
    public TimeSpan Length => OpusWriter.PacketLength * Packets.Count;
}
