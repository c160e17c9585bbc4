namespace OrleansCalls.DevStack.Processes;

/// <summary>A program to start as a <see cref="ChildProcess"/>.</summary>
public sealed record ChildCommand
{
    /// <summary>What the program is called in messages.</summary>
    public required string Name { get; init; }

    /// <summary>A path, or a name that is looked up on PATH.</summary>
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the environment of this process; a null value removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The file that standard output and error are appended to.</summary>
    public required string LogPath { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The system user to run as; only root may set it. Null: the same user.</summary>
    public string? RunAs { get; init; }

    /// <summary>What asks this program for a graceful stop.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>What the kernel sends to the program when this process has died without stopping it.</summary>
    public UnixSignal OrphanSignal { get; init; } = UnixSignal.Kill;
}
