namespace OrleansCalls.Http.Tests.Auth;

/// <summary>The table in docs/security.md: who may do what on which route.</summary>
internal static class AccessTable
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "security.md"));

    private static readonly string[][] s_rows =
    [
        .. s_lines.SkipWhile(line => !line.StartsWith("| route |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    /// <summary>Its routes, as <c>METHOD /path</c>.</summary>
    public static IReadOnlyList<string> Routes { get; } = [.. s_rows.Skip(2).Select(row => row[0].Trim('`'))];

    /// <summary>Its cells: the route, who asks, and the statuses that are an answer.</summary>
    public static IReadOnlyList<(string Route, string Who, int[] Statuses)> Cells { get; } =
    [
        .. from row in s_rows.Skip(2)
           from column in Enumerable.Range(1, s_rows[0].Length - 1)
           select (row[0].Trim('`'), s_rows[0][column], row[column].Split(" or ").Select(int.Parse).ToArray()),
    ];
}
