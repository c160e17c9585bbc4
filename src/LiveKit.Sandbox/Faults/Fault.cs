namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Something that shall go wrong, how often, and where.</summary>
internal abstract record Fault
{
    /// <summary>How likely it strikes each time that it could; 0 to 1. Default 1.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>How often it strikes at most; null means for ever.</summary>
    public int? Times { get; init; }

    /// <summary>The room that it is meant for, by its exact name; null means all.</summary>
    public string? Room { get; init; }

    /// <summary>The fields whose values make no sense, and why.</summary>
    public virtual IEnumerable<(string Field, string Reason)> Errors()
    {
        if (Chance is not (>= 0 and <= 1))
            yield return ("chance", "must be between 0 and 1");

        if (Times < 0)
            yield return ("times", Negative);
    }

    private protected const string Negative = "must not be negative";
}
