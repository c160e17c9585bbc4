namespace OrleansCalls.Chaos.Lives;

/// <summary>What goes wrong in one call of a run in peace, while its founder stays to see it healed.</summary>
internal enum Wound
{
    None,

    /// <summary>The recorder at work fails.</summary>
    RecorderFails,

    /// <summary>The recorder at work loses its worker: LiveKit shows it as active for ever.</summary>
    RecorderOrphaned,

    /// <summary>The agent is gone.</summary>
    AgentGone,
}
