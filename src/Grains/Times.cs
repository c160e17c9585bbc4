namespace OrleansCalls.Grains;

/// <summary>The greater and the lesser of what may be unknown: the way in which facts are merged.</summary>
internal static class Times
{
    public static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    public static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    public static T? Greater<T>(T? a, T? b)
        where T : struct, IComparable<T> => a is { } x && !(b is { } y && y.CompareTo(x) > 0) ? a : b ?? a;

    public static string? Greater(string? a, string? b) => string.CompareOrdinal(a, b) >= 0 ? a : b;
}
