using Microsoft.Extensions.Logging;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Calls;

/// <summary>The commands that erase.</summary>
internal sealed partial class CallGrain
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private IGrainTimer? _lingering;

    public async Task<ErasureReport?> EraseAsync(EraseCall command, CancellationToken cancellationToken)
    {
        if (_call.Erasure is null)
        {
            var found = _call.Request is null
                ? await erasures.FindOlderAsync(Room, cancellationToken)
                : new OlderCall(_call.Request.Start.UserId, _call.EndedAt() ?? _call.StartFailure?.At);
            if (found is null || !MayErase(command, found))
            {
                DeactivateIfNone();
                return null;
            }

            await BeginErasureAsync(command.UserId is null ? ErasureCause.Retention : ErasureCause.User, found.UserId);
        }

        return Report(command.UserId);
    }

    public async Task<ErasureReport?> WaitForErasureAsync(
        string userId, long afterRevision, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Interleaves: while this waits, other turns change the call; it reads only what they stored.
        if (_call.Erasure is not null && Revision <= afterRevision)
        {
            await ChangeAsync(atMost, cancellationToken);
        }

        return Report(userId);
    }

    // What was not answered as started, or has failed, is no call to its user.
    private bool MayErase(EraseCall command, OlderCall found) => command.UserId is { } user
        ? user == found.UserId && (_call.Request is null || _call.Status() is CallStatus.InProgress or CallStatus.Completed or CallStatus.Cancelled)
        : found.EndedAt < command.EndedBefore;

    private async Task BeginErasureAsync(ErasureCause cause, string userId)
    {
        var key = _call.Request is { } request ? request.RecordingKey : recorders.IsConfigured ? RecordingKeys.First(Room) : null;
        List<CallEvent> events = [new ErasureRequested(cause, clock.Now, CallOwner.Hash(Room, userId), key, userId)];
        if (_call.Room.Sid is not null && _call.EndedAt() is null)
        {
            events.Add(new EndRequested("an erasure", clock.Now));
        }

        await CommitAsync(events, "an erasure");
    }

    /// <summary>
    /// News of a call that was erased and forgotten, of something that lives or was uploaded: it is watched anew until that is
    /// gone too.
    /// </summary>
    private async Task<bool> WatchAgainAsync(IReadOnlyList<CallEvent> events, CancellationToken cancellationToken)
    {
        var lives = events.Any(e => e is RoomSeen or EgressReported or ParticipantSeen { LeftAt: null });
        if (!lives || !await erasures.IsErasedAsync(Room, cancellationToken))
        {
            DeactivateIfNone();
            return false;
        }

        var key = recorders.IsConfigured ? RecordingKeys.First(Room) : null;
        await CommitAsync(
            [new ErasureRequested(ErasureCause.LateNews, clock.Now, OwnerHash: null, key, UserId: null), new RecordsErased(clock.Now, new()), .. events],
            "late news");
        return true;
    }

    private ErasureReport? Report(string? userId) =>
        _call.Erasure is not { Requested: { } requested } || (userId is not null && requested.OwnerHash != CallOwner.Hash(Room, userId))
            ? null
            : _call.Report(Revision);

    private void LogErasure(ErasureFacts? before, ErasureFacts? after)
    {
        var step = after is null ? "forgotten"
            : before is null ? "asked for, by " + after.Requested?.Cause
            : before.RemovedAt is null && after.RemovedAt is not null ? "removed from the database"
            : before.RemovedKeys.Count != after.RemovedKeys.Count ? "removed from the bucket"
            : null;
        if (step is not null)
        {
            LogErasure(log, Room, step);
        }
    }

    // Not at once: whoever asks for the same name again and again would meet activations that are just ending, and be turned away.
    private void DeactivateIfNone()
    {
        if (!_call.Exists())
        {
            _lingering ??= this.RegisterGrainTimer(static (self, _) => self.EndLingeringAsync(), this, new GrainTimerCreationOptions(Linger, Linger));
        }
    }

    private Task EndLingeringAsync()
    {
        if (!_call.Exists())
        {
            DeactivateOnIdle();
        }
        else
        {
            _lingering?.Dispose(); // it was started meanwhile
            _lingering = null;
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Call {Room} is being erased: {Step}")]
    private static partial void LogErasure(ILogger log, string room, string step);
}
