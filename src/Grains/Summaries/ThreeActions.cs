namespace OrleansCalls.Grains.Summaries;

/// <summary>A summary has exactly three next actions.</summary>
internal static class ThreeActions
{
    /// <summary>How many.</summary>
    public const int Count = 3;

    /// <summary>What is named, or belongs to it, and the generic one's in the places that are left.</summary>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> named, T generic) => [.. named.Concat(Enumerable.Repeat(generic, Count)).Take(Count)];
}
