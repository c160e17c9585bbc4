namespace OrleansCalls.Grains.Summaries;

/// <summary>What became of a decision or a next action that a model named.</summary>
public enum ItemVerdict
{
    /// <summary>The lines that it cites carry it.</summary>
    Kept,

    /// <summary>It cites no line, or none that there is.</summary>
    Uncited,

    /// <summary>The lines that it cites do not say it.</summary>
    NotCarried,
}
