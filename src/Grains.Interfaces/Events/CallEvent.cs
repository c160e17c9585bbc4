namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>A fact about a call: what was asked, or what LiveKit, S3, the agent or the model were seen to have done.</summary>
[GenerateSerializer, Immutable, Alias("CallEvent")]
public abstract record CallEvent;
