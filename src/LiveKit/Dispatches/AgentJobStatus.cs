namespace OrleansCalls.LiveKit.Dispatches;

/// <summary>How far an agent's job is. Numbers are the protocol's.</summary>
public enum AgentJobStatus
{
    /// <summary>A status that this version does not know.</summary>
    Unknown = -1,

    /// <summary>Not yet taken by a worker.</summary>
    Pending = 0,

    /// <summary>The agent is at work.</summary>
    Running = 1,

    /// <summary>Ended as it should.</summary>
    Success = 2,

    /// <summary>Ended with an error.</summary>
    Failed = 3,
}
