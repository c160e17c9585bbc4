using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Starts;

/// <summary>Waits a little for the id of a call's recorder, so that the answer to its start can name it.</summary>
internal sealed partial class RecorderWait(
    GrainCalls grains, EgressPatience patience, TimeProvider time, IHostApplicationLifetime host, ILogger<RecorderWait> logger)
{
    /// <summary>The call with its recorder's id, or as it is when waiting has no point or no end.</summary>
    public async Task<CallSnapshot> WaitAsync(CallSnapshot call, CancellationToken cancellationToken)
    {
        if (IsSettled(call))
        {
            if (call.Recording.State is not RecordingState.Skipped)
                patience.Saw(withinLimit: true);
            return call;
        }

        if (patience.Waits)
            return await ObserveAsync(call, cancellationToken);

        if (patience.TryBeginWatch())
            _ = WatchAsync(call); // on the side: the answer goes out now
        return call;
    }

    /// <summary>Whether there is an id, or none will come soon.</summary>
    private static bool IsSettled(CallSnapshot call) =>
        call.Recording is { EgressId: not null } or { State: not RecordingState.Starting };

    private async Task<CallSnapshot> ObserveAsync(CallSnapshot call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(EgressPatience.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (!IsSettled(call))
            {
                var (room, revision) = (call.Room, call.Revision);
                if (await grains.AskAsync(room, c => c.WaitAsync(revision, EgressPatience.Limit, either.Token), either.Token) is not { } newer)
                    return call; // erased meanwhile
                call = newer;
            }
        }
        catch (Exception late) when (!cancellationToken.IsCancellationRequested
            && (late is OperationCanceledException || Outage.Explains(late)))
        {
            // The room is there: no recorder, and no silo lost on the way, turns this start into a failure.
        }

        patience.Saw(withinLimit: IsSettled(call));
        return call;
    }

    private async Task WatchAsync(CallSnapshot call)
    {
        try
        {
            await ObserveAsync(call, host.ApplicationStopping);
        }
        catch (Exception lost) // nobody awaits this: the answer went out long ago, and the next start is watched anew
        {
            LogWatchLost(logger, lost, call.Room);
        }
        finally
        {
            patience.EndWatch();
        }
    }

    [LoggerMessage(LogLevel.Debug, "The recorder of {Room} could not be watched")]
    private static partial void LogWatchLost(ILogger logger, Exception exception, string room);
}
