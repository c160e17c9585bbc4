namespace OrleansCalls.Chaos.Faults;

/// <summary>What may happen to a process. 'Kill' is SIGKILL, 'Stop' SIGTERM, 'Freeze' SIGSTOP and SIGCONT.</summary>
internal enum FaultKind
{
    SiloKill,
    BothSilosKill,
    SiloStop,
    SiloFreeze,
    FrontKill,
    FrontStop,
    FrontFreeze,

    /// <summary>An immediate shutdown: connections are cut, and the next start recovers from the log.</summary>
    PostgresRestart,
    PostgresKill,
    S3Kill,
    S3Freeze,
    SandboxKill,
    SandboxFreeze,
    ModelAway,
    ModelSlow,
}
