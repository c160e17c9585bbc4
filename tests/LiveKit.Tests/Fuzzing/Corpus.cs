using System.Globalization;

namespace OrleansCalls.LiveKit.Tests.Fuzzing;

/// <summary>Good samples to be damaged, and how often. Whatever once broke something is added as a sample or a test of its own.</summary>
internal static class Corpus
{
    /// <summary>How many damaged samples a test takes; FUZZ_CASES says otherwise.</summary>
    public static int Cases { get; } = Setting("FUZZ_CASES", 20_000);

    /// <summary>FUZZ_SEED takes others.</summary>
    public static int Seed { get; } = Setting("FUZZ_SEED", 1);

    /// <summary>The samples of a folder, by their names.</summary>
    public static IReadOnlyDictionary<string, byte[]> Of(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus", folder)).Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllBytes);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
