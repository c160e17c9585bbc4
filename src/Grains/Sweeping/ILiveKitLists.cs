namespace OrleansCalls.Grains.Sweeping;

/// <summary>Everything that lives in LiveKit, ours or not. Failures are <see cref="Calls.OutsideException"/>s.</summary>
public interface ILiveKitLists
{
    /// <summary>Whether there is a LiveKit to ask.</summary>
    bool IsConfigured { get; }

    /// <summary>Every room.</summary>
    Task<IReadOnlyList<ListedRoom>> RoomsAsync(CancellationToken cancellationToken);

    /// <summary>Every recorder that LiveKit shows as at work; one whose worker died is shown so for ever.</summary>
    Task<IReadOnlyList<ListedRecorder>> RecordersAsync(CancellationToken cancellationToken);
}
