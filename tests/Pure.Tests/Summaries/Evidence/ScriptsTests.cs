using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

/// <summary>Scripts that do not set words apart: where each begins and ends, and what is compared of it.</summary>
public sealed class ScriptsTests
{
    [Theory]
    [InlineData(0x0E00, 0x0EFF)] // Thai, Lao
    [InlineData(0x1000, 0x109F)] // Burmese
    [InlineData(0x1100, 0x11FF)] // Hangul
    [InlineData(0xAC00, 0xD7AF)]
    [InlineData(0x1780, 0x17FF)] // Khmer
    [InlineData(0x3005, 0x3007)] // kana
    [InlineData(0x3040, 0x30FF)]
    [InlineData(0x31F0, 0x31FF)]
    [InlineData(0xFF66, 0xFF9D)]
    [InlineData(0x3400, 0x4DBF)] // Han
    [InlineData(0x4E00, 0x9FFF)]
    [InlineData(0xF900, 0xFAFF)]
    [InlineData(0x20000, 0x3FFFF)]
    public void IsUnspaced_Block_FromItsFirstToItsLast(int first, int last)
    {
        Assert.True(Tokens.IsUnspaced(first) && Tokens.IsUnspaced(last));
        Assert.False(Tokens.IsUnspaced(first - 1) || Tokens.IsUnspaced(last + 1));
    }

    [Theory]
    [InlineData(0x0E00, 0x109F, 0.8)]
    [InlineData(0x1780, 0x17FF, 0.8)]
    [InlineData(0x3040, 0x309F, 0.3)]
    [InlineData(0x30A0, 0x30FF, 1.5)]
    [InlineData(0x1100, 0x11FF, 2)]
    [InlineData(0xAC00, 0xD7AF, 2)]
    public void Weight_Block_IsTheSameFromItsFirstToItsLast(int first, int last, double weight)
    {
        Assert.Equal((weight, weight), (UnspacedScript.Weight((char)first), UnspacedScript.Weight((char)last)));
        Assert.NotEqual(weight, UnspacedScript.Weight((char)(first - 1)));
        Assert.NotEqual(weight, UnspacedScript.Weight((char)(last + 1)));
    }

    [Theory]
    [InlineData('的', 0)] // says nothing by itself
    [InlineData('电', 2.5)]
    public void Weight_HanCharacter_IsItsMeaning(char character, double weight) => Assert.Equal(weight, UnspacedScript.Weight(character));

    [Theory]
    [InlineData("กขคง", "กขค ขคง คง ง")] // an alphabet: three letters
    [InlineData("打电话", "打电 打 电话 电 话 话")]
    [InlineData("话", "话 话")]
    [InlineData("", "")]
    public void Sequences_OfARun_AreItsCharactersInARow(string run, string sequences) =>
        Assert.Equal(sequences, string.Join(' ', UnspacedScript.Sequences(run)));

    [Theory]
    [InlineData("打电话", "电话", "电话")]
    [InlineData("กขคง", "ขคง", "ขคง")]
    [InlineData("กขคง", "ขค", "")] // two letters of an alphabet say nothing
    public void Found_KnownSequence_AreItsCharacters(string run, string known, string found) =>
        Assert.Equal(found, string.Concat(UnspacedScript.Found(run, known.Equals)));
}
