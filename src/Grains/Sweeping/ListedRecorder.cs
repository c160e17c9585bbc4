using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>A recorder that LiveKit lists as at work.</summary>
/// <param name="Room">The name of the room that it was asked to record.</param>
/// <param name="AskedForAt">Null where LiveKit does not say.</param>
/// <param name="Report">What LiveKit says of it.</param>
public sealed record ListedRecorder(string Room, DateTimeOffset? AskedForAt, EgressReport Report);
