namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>Compares text of scripts that do not set words apart, by characters in a row.</summary>
internal static class UnspacedScript
{
    // Words of Chinese that say nothing by themselves.
    private const string Particles = "的了着是在我你您他她它们們吗嗎呢吧和与與及就也都把被这這那很";

    /// <summary>
    /// The run's sequences: two characters each, of an alphabet three. What is shorter is one itself; of others than alphabets
    /// each character is one, too, for that case.
    /// </summary>
    public static IEnumerable<string> Sequences(string run)
    {
        var length = LengthFor(run);
        for (var start = 0; start < run.Length; start++)
        {
            yield return run.Substring(start, Math.Min(length, run.Length - start));
            if (length is 2)
            {
                yield return run[start].ToString();
            }
        }
    }

    /// <summary>The characters of the run that stand in a sequence which is known.</summary>
    public static IEnumerable<char> Found(string run, Func<string, bool> isKnown)
    {
        var length = Math.Min(LengthFor(run), run.Length);
        var found = new bool[run.Length];
        for (var start = 0; start + length <= run.Length; start++)
        {
            if (isKnown(run.Substring(start, length)))
            {
                Array.Fill(found, true, start, length);
            }
        }

        return run.Where((_, at) => found[at]);
    }

    /// <summary>How much a character says, where a letter of a word says 1.</summary>
    public static double Weight(char character) => character switch
    {
        _ when IsAlphabet(character) => 0.8,
        >= '\u3040' and <= '\u309F' => 0.3, // hiragana: mostly grammar
        >= '\u30A0' and <= '\u30FF' => 1.5,
        >= '\u1100' and <= '\u11FF' or >= '\uAC00' and <= '\uD7AF' => 2,
        _ when Particles.Contains(character, StringComparison.Ordinal) => 0,
        _ => 2.5,
    };

    private static int LengthFor(string run) => run.Length > 0 && IsAlphabet(run[0]) ? 3 : 2;

    private static bool IsAlphabet(char character) => character is (>= '\u0E00' and <= '\u109F') or (>= '\u1780' and <= '\u17FF');
}
