namespace OrleansCalls.Grains.Interfaces.Limits;

/// <summary>What a user's starts are limited by.</summary>
[GenerateSerializer, Alias("StartLimit")]
public enum StartLimit
{
    /// <summary>How many are started within a minute.</summary>
    Minute = 0,

    /// <summary>How many are live at once.</summary>
    Live = 1,
}
