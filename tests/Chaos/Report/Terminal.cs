using System.Globalization;

namespace OrleansCalls.Chaos.Report;

/// <summary>What the user sees while a run goes on and at its end.</summary>
internal static class Terminal
{
    private static readonly long Began = TimeProvider.System.GetTimestamp();

    public static void Say(string line) => Console.Out.WriteLine(line);

    /// <summary>With the time since the beginning.</summary>
    public static void Progress(FormattableString line) => Console.Out.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(Began).TotalSeconds,6:0} s  ") + line.ToString(CultureInfo.InvariantCulture));

    public static void Fail(string line) => Console.Error.WriteLine("chaos: " + line);
}
