namespace OrleansCalls.Grains.Interfaces.Erasure;

/// <summary>Why a call is erased.</summary>
[GenerateSerializer, Alias("ErasureCause")]
public enum ErasureCause
{
    /// <summary>Its user asked for it.</summary>
    User = 0,

    /// <summary>It ended longer ago than calls are kept.</summary>
    Retention = 1,

    /// <summary>It was erased and forgotten, and something of it was seen nevertheless.</summary>
    LateNews = 2,
}
