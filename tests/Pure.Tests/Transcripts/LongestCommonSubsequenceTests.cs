using FsCheck.Xunit;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class LongestCommonSubsequenceTests
{
    [Property(MaxTest = 1_000)]
    public bool Match_AnySequences_AsLongAsTheTextbookSays(byte[] rows, byte[] columns) =>
        IsRight([.. rows.Select(x => x % 3)], [.. columns.Select(x => x % 3)]);

    [Theory]
    [InlineData(63, 200)]
    [InlineData(64, 64)]
    [InlineData(65, 129)]
    [InlineData(300, 190)]
    public void Match_ManyWords_AsLongAsTheTextbookSays(int rows, int columns) =>
        Assert.True(IsRight(
            [.. Enumerable.Range(0, rows).Select(i => i * i % 11 % 4)],
            [.. Enumerable.Range(0, columns).Select(i => i * 5 % 13 % 4)]));

    private static bool IsRight(int[] rows, int[] columns)
    {
        var matches = LongestCommonSubsequence.Match(rows, columns);
        int[] matched = [.. matches.Where(column => column >= 0)];

        return matches.Length == rows.Length
            && rows.Index().All(row => matches[row.Index] < 0 || columns[matches[row.Index]] == row.Item)
            && matched.Zip(matched.Skip(1)).All(pair => pair.First < pair.Second)
            && matched.Length == Length(rows, columns);
    }

    private static int Length(int[] rows, int[] columns)
    {
        var lengths = new int[rows.Length + 1, columns.Length + 1];
        for (var i = 1; i <= rows.Length; i++)
        {
            for (var j = 1; j <= columns.Length; j++)
            {
                lengths[i, j] = rows[i - 1] == columns[j - 1]
                    ? lengths[i - 1, j - 1] + 1
                    : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[rows.Length, columns.Length];
    }
}
