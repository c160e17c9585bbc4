namespace OrleansCalls.Grains.Interfaces;

/// <summary>What kind of call it is; decides how long it may last.</summary>
[GenerateSerializer, Alias("CallType")]
public enum CallType
{
    /// <summary>Started by the user at will: at most 600 s.</summary>
    OnDemand = 0,

    /// <summary>Agreed beforehand: at most 1800 s.</summary>
    Scheduled = 1,
}
