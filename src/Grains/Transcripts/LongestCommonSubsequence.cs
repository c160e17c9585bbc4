namespace OrleansCalls.Grains.Transcripts;

/// <summary>
/// The longest common subsequence of two sequences, bit-parallel (Hyyrö 2004): one machine word does 64 columns. Twenty
/// thousand by five hundred takes a few milliseconds and rows × columns / 8 bytes.
/// </summary>
internal static class LongestCommonSubsequence
{
    /// <summary>For each row the column that it is matched with, or -1; matched columns rise with the rows.</summary>
    public static int[] Match(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        var matches = new int[rows.Length];
        Array.Fill(matches, -1);
        var start = rows.CommonPrefixLength(columns);
        for (var i = 0; i < start; i++)
        {
            matches[i] = i;
        }

        Match(rows[start..], columns[start..], start, matches.AsSpan(start));
        return matches;
    }

    private static void Match(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int firstColumn, Span<int> matches)
    {
        if (rows.IsEmpty || columns.IsEmpty)
        {
            return;
        }

        var words = (columns.Length + 63) / 64;
        var history = Sweep(rows, Occurrences(columns, words), words);

        bool Grows(int row, int column) => (history[((long)row * words) + (column >> 6)] >> (column & 63) & 1) is 0;

        var (r, c) = (rows.Length - 1, columns.Length - 1);
        while (r >= 0 && c >= 0)
        {
            if (!Grows(r, c))
            {
                c--;
            }
            else if (r > 0 && Grows(r - 1, c))
            {
                r--;
            }
            else
            {
                matches[r--] = firstColumn + c--;
            }
        }
    }

    private static Dictionary<int, ulong[]> Occurrences(ReadOnlySpan<int> columns, int words)
    {
        var occurrences = new Dictionary<int, ulong[]>();
        for (var column = 0; column < columns.Length; column++)
        {
            if (!occurrences.TryGetValue(columns[column], out var bits))
            {
                occurrences[columns[column]] = bits = new ulong[words];
            }

            bits[column >> 6] |= 1UL << (column & 63);
        }

        return occurrences;
    }

    // A bit is 0 in a row's words where the subsequence grows from the column before to this one.
    private static ulong[] Sweep(ReadOnlySpan<int> rows, Dictionary<int, ulong[]> occurrences, int words)
    {
        var history = new ulong[(long)rows.Length * words];
        var current = new ulong[words];
        Array.Fill(current, ulong.MaxValue);
        for (var row = 0; row < rows.Length; row++)
        {
            if (occurrences.TryGetValue(rows[row], out var bits))
            {
                Step(current, bits);
            }

            current.CopyTo(history.AsSpan(checked(row * words)));
        }

        return history;
    }

    private static void Step(Span<ulong> current, ReadOnlySpan<ulong> occurrences)
    {
        var carry = 0UL;
        for (var word = 0; word < current.Length; word++)
        {
            var matched = current[word] & occurrences[word];
            var sum = current[word] + matched;
            var carries = sum < matched;
            sum += carry;
            carry = carries || sum < carry ? 1UL : 0UL;
            current[word] = sum | (current[word] - matched);
        }
    }
}
