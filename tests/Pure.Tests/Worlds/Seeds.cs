using System.Globalization;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>
/// The seeds that calls are simulated from: the same in every run, so that a failure is there again. Two environment
/// variables choose others: <c>SIMULATED_CALLS</c>, how many (default 400; of one alone its story is told), and <c>SIMULATED_FROM</c>, the first (default 1).
/// </summary>
internal static class Seeds
{
    public static IEnumerable<int> All => Enumerable.Range(Setting("SIMULATED_FROM", 1), Setting("SIMULATED_CALLS", 400));

    /// <summary>One call alone tells its story.</summary>
    public static bool IsOne => All.Count() is 1;

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
