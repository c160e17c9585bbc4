using System.Globalization;
using OrleansCalls.Grains.Summaries.Evidence;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

/// <summary>Which numbers a text says.</summary>
public sealed class NumbersTests
{
    [Theory]
    [InlineData("twenty five", 25)]
    [InlineData("two hundred and fifty", 250)]
    [InlineData("fifteen hundred", 1500)]
    [InlineData("twenty five hundred", 2500)]
    [InlineData("three point five", 3.5)]
    [InlineData("one point five million dollars", 1_500_000)]
    [InlineData("1.5 million", 1_500_000)]
    [InlineData("two million three hundred thousand", 2_300_000)]
    [InlineData("2 million 300 thousand 50", 2_300_050)]
    [InlineData("half a million", 500_000)]
    [InlineData("two and a half million", 2_500_000)]
    [InlineData("two million and a half", 2_500_000)]
    [InlineData("two and a half", 2.5)]
    [InlineData("three and half thousand", 3_500)]
    [InlineData("einundzwanzig", 21)]
    [InlineData("trinta e um", 31)]
    [InlineData("two thousand million", 2_000_000_000)]
    [InlineData("two dozen", 24)]
    [InlineData("a dozen", 12)]
    [InlineData("a hundred", 100)]
    [InlineData("the nineteenth", 19)]
    [InlineData("twenty first", 21)]
    [InlineData("fünfundzwanzig", 25)]
    [InlineData("fünfundzwanzig tausend", 25_000)]
    [InlineData("drei Komma fünf Millionen", 3_500_000)]
    [InlineData("zweihundertfünfzig", 250)]
    [InlineData("hundertachtzig", 180)]
    [InlineData("am neunzehnten Mai", 19)]
    [InlineData("quatre-vingt-dix-sept", 97)]
    [InlineData("soixante-quinze", 75)]
    [InlineData("vingt et un", 21)]
    [InlineData("deux cent mille", 200_000)]
    [InlineData("treinta y cinco", 35)]
    [InlineData("veinticinco", 25)]
    [InlineData("mil millones", 1_000_000_000)]
    [InlineData("centocinquanta", 150)]
    [InlineData("ventuno", 21)]
    [InlineData("drieduizend", 3000)]
    [InlineData("vinte e cinco", 25)]
    [InlineData("четыре часа", 4)]
    [InlineData("двадцать пять", 25)]
    [InlineData("二百三十五个", 235)]
    [InlineData("三万五千", 35_000)]
    [InlineData("3万5千", 35_000)]
    [InlineData("3百万円", 3_000_000)]
    [InlineData("5천만 원", 50_000_000)]
    [InlineData("一百五", 105)]
    [InlineData("二〇二六年", 2026)]
    [InlineData("50k", 50_000)]
    public void In_OneNumber_IsItsValue(string text, double value) => Assert.Equal(value, Assert.Single(SpokenNumbers.In(Tokens.Of(text))).Value);

    [Theory]
    [InlineData("twenty five", "25")]
    [InlineData("two hundred and fifty", "250")]
    [InlineData("five thousand", "5000")]
    [InlineData("三十五", "35")]
    [InlineData("3万", "30000")]
    [InlineData("twenty and five", "25 20 5")] // or two numbers
    [InlineData("ten seven", "17 10 7")]
    [InlineData("twenty cents", "2000 20")] // vingt cents
    [InlineData("三四个", "34 3 4")] // three or four
    [InlineData("一百五", "105 150")]
    [InlineData("3.5", "3.5 3 5")]
    [InlineData("10:30", "10 30")]
    [InlineData("10:00", "10")]
    [InlineData("twenty twenty-six", "2026 20 26")]
    [InlineData("nineteen ninety eight", "1998 19 98")]
    [InlineData("thirty to forty thousand", "30 30000 40000")]
    [InlineData("30 - 40k", "30 30000 40000")]
    [InlineData("thirty of us have forty thousand", "30 40000")]
    [InlineData("five, then six", "5 6")]
    [InlineData("five thousand a month", "5000 1")]
    [InlineData("twenty a month", "20 1")]
    [InlineData("two hundred an hour", "200 1")]
    [InlineData("fünftausend eine Woche", "5000 1")]
    [InlineData("ten thousand first", "10000 1")]
    [InlineData("two hundred and a dog", "200")]
    [InlineData("We have twenty. Five left.", "20 5")]
    [InlineData("twenty people and five dogs", "20 5")]
    [InlineData("a hundred things. Two more", "100 2")]
    [InlineData("five thousand six thousand", "5000 6000")]
    [InlineData("two hundred three hundred", "200 300")]
    [InlineData("one two three", "1 2 3")]
    [InlineData("20 5", "20 5")]
    [InlineData("I'm here", "")]
    [InlineData("three point and", "3")]
    public void In_ANumber_IsNothingElse(string text, string meanings) => Assert.Equal(
        meanings,
        string.Join(' ', SpokenNumbers.In(Tokens.Of(text)).SelectMany(number => number.Meanings).Select(value => value.ToString(CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("two", true)]
    [InlineData("a million", true)]
    [InlineData("zweihundertfünfzig", true)]
    [InlineData("三十五", true)]
    [InlineData("7", true)]
    [InlineData("10:30", true)]
    [InlineData("one", false)]
    [InlineData("once", false)] // eleven in Spanish
    [InlineData("mille", false)]
    [InlineData("万一", false)] // in case
    [InlineData("一起", false)] // together
    public void In_AWordThatMayBeAnother_IsNotCertain(string text, bool isCertain) => Assert.Equal(isCertain, Assert.Single(SpokenNumbers.In(Tokens.Of(text))).IsCertain);
}
