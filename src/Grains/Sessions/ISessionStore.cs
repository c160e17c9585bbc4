using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Sessions;

/// <summary>The tables that other programs read: <c>coaching_sessions</c> and <c>fred_episodic_memory</c>.</summary>
public interface ISessionStore
{
    /// <summary>
    /// Writes the row, and the memory where the row has a summary, in one transaction. A row of a later revision stays.
    /// </summary>
    /// <param name="row">The row's content.</param>
    /// <param name="transcript">The transcript; null while the row has no summary.</param>
    /// <param name="revision">The call's revision that the row tells.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Why there can be no memory row; null when it was written or is not due yet.</returns>
    /// <exception cref="Erasure.CallErasedException">The call was erased.</exception>
    Task<string?> WriteAsync(
        SessionRow row, IReadOnlyList<TranscriptLine>? transcript, long revision, CancellationToken cancellationToken);
}
