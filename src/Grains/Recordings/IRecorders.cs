using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Recordings;

/// <summary>LiveKit's recorders. Failures are <see cref="Calls.OutsideException"/>s.</summary>
public interface IRecorders
{
    /// <summary>Whether calls are recorded: a bucket is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>Starts an audio recorder of the room that writes this key. May take more than a minute to fail.</summary>
    Task<EgressReport> StartAsync(string room, string key, CancellationToken cancellationToken);

    /// <summary>Asks a recorder to end. One that has ended already, or that nobody answers for, is no failure.</summary>
    /// <returns>What LiveKit says of it; null when it says nothing.</returns>
    Task<EgressReport?> StopAsync(string egressId, CancellationToken cancellationToken);

    /// <summary>The recorders of rooms of this name. LiveKit forgets an ended one after 24 h.</summary>
    Task<IReadOnlyList<EgressReport>> ListAsync(string room, CancellationToken cancellationToken);
}
