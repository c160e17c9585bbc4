using System.ComponentModel;

namespace OrleansCalls.WebFront.Events;

/// <summary>Says that the stream lives and there is nothing new.</summary>
internal sealed record HeartbeatEvent([property: Description("The time here")] DateTimeOffset At);
