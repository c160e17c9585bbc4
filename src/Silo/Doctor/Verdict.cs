namespace OrleansCalls.Silo.Doctor;

/// <summary>How a check went.</summary>
internal enum Verdict
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>The settings leave this part out, which is allowed.</summary>
    Off,

    /// <summary>It needs something that failed.</summary>
    Skipped,
}
