using System.Text;
using OrleansCalls.Grains.Search;
using static System.Globalization.UnicodeCategory;

namespace OrleansCalls.Pure.Tests.Search;

public sealed class LettersTests
{
    [Fact]
    public void IsInWord_EveryCharacter_IsWhatUnicodeSays()
    {
        var wrong = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(n => new Rune(n)).Where(rune => !IsExcepted(rune) && Letters.IsInWord(rune) !=
            Rune.GetUnicodeCategory(rune) is UppercaseLetter or LowercaseLetter or TitlecaseLetter or ModifierLetter or OtherLetter
                or DecimalDigitNumber or NonSpacingMark or SpacingCombiningMark);

        Assert.Equal("", string.Join(' ', wrong.Select(rune => rune.Value.ToString("x", null))));
    }

    [Theory]
    [InlineData(0x3007, true)] // the Han zero, a number as a letter
    [InlineData(0x3031, true)] // a mark for repeated Kana
    [InlineData(0xfe0f, false)] // makes an emoji of the character before
    [InlineData(0x1faff, false)]
    [InlineData(0xe000, false)] // private
    [InlineData(0x378, true)] // not assigned, between letters
    public void IsInWord_CharacterWithARuleOfItsOwn_FollowsIt(int rune, bool expected) =>
        Assert.Equal(expected, Letters.IsInWord(new Rune(rune)));

    // Not assigned, variation selectors, and the numerals that Han texts write as letters.
    private static bool IsExcepted(Rune rune) => Rune.GetUnicodeCategory(rune) is OtherNotAssigned
        || rune.Value is (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef) or 0x3007 or (>= 0x3021 and <= 0x3029) or (>= 0x3038 and <= 0x303a);
}
