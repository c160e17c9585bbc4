namespace OrleansCalls.Chaos.Checks;

/// <summary>What can be seen of a call from outside when all is over.</summary>
internal sealed record CallFacts
{
    /// <summary>The rows of <c>coaching_sessions</c> with the room's name.</summary>
    public required IReadOnlyList<SessionFacts> Rows { get; init; }

    /// <summary>The rows of <c>fred_episodic_memory</c> with the call's content hash.</summary>
    public required IReadOnlyList<MemoryFacts> Memories { get; init; }

    /// <summary><c>GET /api/calls/{room}</c>; null when it was not answered.</summary>
    public required PageFacts? Page { get; init; }

    /// <summary><c>GET /api/calls/{room}/transcript</c>; null when it was not answered.</summary>
    public required IReadOnlyList<NamedLine>? Transcript { get; init; }

    /// <summary>What the sandbox uploaded for the room, and what lies in the bucket under its key.</summary>
    public required IReadOnlyList<UploadFacts> Uploads { get; init; }

    /// <summary>The webhooks that customers got of it, repetitions included, in the order in which they came.</summary>
    public required IReadOnlyList<ToldEvent> Told { get; init; }

    /// <summary>The rows of <c>webhook_deliveries</c>, in the order of what happened.</summary>
    public required IReadOnlyList<DeliveryFacts> Deliveries { get; init; }

    /// <summary>For how long at a time two agents were in its room.</summary>
    public TimeSpan TwoAgents { get; init; }

    /// <summary>For how long at a time two recorders were at work in its room.</summary>
    public TimeSpan TwoRecorders { get; init; }

    /// <summary>Whether one of its recorders lost its worker.</summary>
    public bool HadOrphan { get; init; }
}
