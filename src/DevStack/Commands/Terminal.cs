namespace OrleansCalls.DevStack.Commands;

/// <summary>What the user sees: results on standard output, the rest on standard error.</summary>
internal static class Terminal
{
    public static void Result(string line) => Console.Out.WriteLine(line);

    public static void Note(string line) => Console.Error.WriteLine($"dev: {line}");

    /// <returns>The exit code of a failed command.</returns>
    public static int Fail(string message)
    {
        Note(message);
        return 1;
    }
}
