using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>Where the words of calls are kept: durable when a method returns.</summary>
public interface ITranscriptStore
{
    /// <summary>Adds segments in one statement; of two with one id <see cref="SegmentOrder"/> decides which stands.</summary>
    /// <returns>How many were new or better; where none was, nothing is written.</returns>
    /// <exception cref="Erasure.CallErasedException">The call was erased.</exception>
    /// <exception cref="TranscriptFullException">The call would have too many segments or characters; none was stored.</exception>
    Task<AppendedSegments> AppendAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken);

    /// <summary>How many of the segments <see cref="AppendAsync"/> would write.</summary>
    /// <exception cref="TranscriptFullException">It would refuse them.</exception>
    Task<int> CountNewsAsync(string room, IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken);

    /// <summary>The greatest revision of a call's segments; 0 where there are none.</summary>
    Task<long> NewestRevisionAsync(string room, CancellationToken cancellationToken);

    /// <summary>Everything acknowledged so far.</summary>
    Task<StoredTranscript> ReadAsync(string room, CancellationToken cancellationToken);

    /// <summary>What the client handed in so far, or null.</summary>
    Task<ClientTranscript?> ReadClientAsync(string room, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces what the client handed in by a superset of it, if it still is what was read: a silo that was frozen, or taken for
    /// dead, may write at the same time.
    /// </summary>
    /// <param name="room">The call's room.</param>
    /// <param name="transcript">The superset, with the <see cref="ClientTranscript.StoredAt"/> of what was read.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else wrote since: nothing was written, and it is to be read again.</returns>
    /// <exception cref="Erasure.CallErasedException">The call was erased.</exception>
    Task<bool> SaveClientAsync(string room, ClientTranscript transcript, CancellationToken cancellationToken);
}
