using Orleans.Concurrency;
using OrleansCalls.Grains.Interfaces.Changes;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Interfaces;

/// <summary>
/// One voice call. The key is made by <see cref="RoomKey"/> from the LiveKit room name. A command returns once it is
/// stored; what follows from it is seen through <see cref="WaitAsync"/>. Only a start creates state: every other command
/// answers null, or does nothing, for a room that has none.
/// </summary>
[Alias("ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    /// <summary>Stores the start. Repeating it changes nothing.</summary>
    /// <returns>
    /// The call, which is another one's when its <see cref="CallSnapshot.StartId"/> differs; null when a call of this room was
    /// erased: the room's name is not used again.
    /// </returns>
    [Alias("Start")]
    Task<CallSnapshot?> StartAsync(StartCall start, CancellationToken cancellationToken = default);

    /// <summary>Gives a start up whose room LiveKit has not made in time. Does nothing once the room is there.</summary>
    [Alias("GiveUpStart")]
    Task<CallSnapshot?> GiveUpStartAsync(string reason, CancellationToken cancellationToken = default);

    /// <summary>The call as it was last stored, or null when there is none.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<CallSnapshot?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The call as soon as its revision is above <paramref name="afterRevision"/>, or as it is after
    /// <paramref name="atMost"/> (at most 3 s, so that the response time-out never decides).
    /// </summary>
    [Alias("Wait"), AlwaysInterleave]
    Task<CallSnapshot?> WaitAsync(long afterRevision, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>Applies what LiveKit, S3, the model or an action said. Repeating it changes nothing; durable on return.</summary>
    /// <param name="events">The news.</param>
    /// <param name="source">Who brings them, for the timeline.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no such call.</returns>
    [Alias("Apply")]
    Task<bool> ApplyAsync(
        IReadOnlyList<CallEvent> events, NewsSource source = NewsSource.Webhook, CancellationToken cancellationToken = default);

    /// <summary>Adds live segments. Accepted also after the end: transcript and summary are then made once more.</summary>
    [Alias("AppendTranscript")]
    Task<TranscriptReceipt?> AppendTranscriptAsync(
        IReadOnlyList<TranscriptSegment> segments, CancellationToken cancellationToken = default);

    /// <summary>Stores the client's transcript and asks for a summary that knows it. Never ends the call by itself.</summary>
    [Alias("SubmitTranscript")]
    Task<TranscriptReceipt?> SubmitTranscriptAsync(
        SubmitTranscript transcript, CancellationToken cancellationToken = default);

    /// <summary>Ends the call: the recorder is stopped first, then the room is closed. Repeating it changes nothing.</summary>
    [Alias("End")]
    Task<CallSnapshot?> EndAsync(string requestedBy, CancellationToken cancellationToken = default);

    /// <summary>Links to the segments of the recording that are ready, in order.</summary>
    [Alias("LinkToRecording"), AlwaysInterleave]
    Task<IReadOnlyList<RecordingLink>> LinkToRecordingAsync(CancellationToken cancellationToken = default);

    /// <summary>Plans again, unless the call is stored as complete; harmless at any time.</summary>
    [Alias("Tick")]
    Task TickAsync(CancellationToken cancellationToken = default);

    /// <summary>Plans again, unless the call is stored as complete. Asked by the sweep when the call's due time has passed.</summary>
    /// <returns>
    /// When the call is due again, where nothing else has changed: the sweep stores that, of many calls in one commit. Null
    /// where the call has stored it itself, is stored as complete, or where there is no such call.
    /// </returns>
    [Alias("Sweep")]
    Task<DateTimeOffset?> SweepAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until there is something beyond <paramref name="after"/>, or for <paramref name="atMost"/> (at most 3 s). A hint
    /// that the tables have news, not the news.
    /// </summary>
    /// <returns>
    /// Up to where the call has come, as far as its activation knows: sometimes farther than anything that can be seen.
    /// Null when there is no such call.
    /// </returns>
    [Alias("Watch"), AlwaysInterleave]
    Task<CallPosition?> WatchAsync(CallPosition after, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for the summary to be made anew, of all that is acknowledged by then; durable on return. A request while one is
    /// open, or within 30 s of its answer and without new words, is that request.
    /// </summary>
    /// <param name="requestedBy">Who asks, for the timeline.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such call, or none yet.</returns>
    [Alias("RemakeSummary")]
    Task<SummaryReceipt?> RemakeSummaryAsync(string requestedBy, CancellationToken cancellationToken = default);
    /// Erases the call, one that is in progress after it was ended. From here on every other command answers as if there were
    /// no such call. Durable on return; repeating it changes nothing.
    /// </summary>
    /// <returns>How far it has come; null when there is no such call, or when it is not the caller's to erase.</returns>
    [Alias("Erase")]
    Task<ErasureReport?> EraseAsync(EraseCall command, CancellationToken cancellationToken = default);

    /// <summary>
    /// The erasure as soon as its revision is above <paramref name="afterRevision"/>, or as it is after
    /// <paramref name="atMost"/> (at most 3 s). Null when the user's call is not being erased, or is forgotten.
    /// </summary>
    [Alias("WaitForErasure"), AlwaysInterleave]
    Task<ErasureReport?> WaitForErasureAsync(
        string userId, long afterRevision, TimeSpan atMost, CancellationToken cancellationToken = default);
}
