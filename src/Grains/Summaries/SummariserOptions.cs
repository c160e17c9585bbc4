namespace OrleansCalls.Grains.Summaries;

/// <summary>How calls are summarised.</summary>
public sealed class SummariserOptions
{
    /// <summary>How long the model may take in all, its retries included. Default: 20 s.</summary>
    public TimeSpan ModelLimit { get; set; } = TimeSpan.FromSeconds(20);
}
