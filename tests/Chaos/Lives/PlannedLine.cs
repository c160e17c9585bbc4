namespace OrleansCalls.Chaos.Lives;

/// <summary>Something that is said in a call. Its text occurs once in the call.</summary>
internal sealed record PlannedLine
{
    public required string Id { get; init; }

    /// <summary><c>user</c> or <c>fred</c>.</summary>
    public required string Speaker { get; init; }

    public required string Text { get; init; }

    public required TimeSpan Length { get; init; }

    /// <summary>Whether the agent's worker heard it.</summary>
    public required bool WorkerHears { get; init; }

    /// <summary>Whether the worker first sends a part that is not final.</summary>
    public required bool InterimFirst { get; init; }

    /// <summary>Whether the worker sends it once more, as after a lost answer.</summary>
    public required bool SentTwice { get; init; }

    /// <summary>Whether the founder's client heard it.</summary>
    public required bool ClientHears { get; init; }

    /// <summary>Whether the client writes it in another case and punctuation.</summary>
    public required bool ClientSpellsOtherwise { get; init; }

    public string InterimText => "so far " + Id;

    public string ClientText => ClientSpellsOtherwise ? Text.ToUpperInvariant().Replace(",", "", StringComparison.Ordinal) + "!" : Text;
}
