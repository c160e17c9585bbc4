using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Storage.Tests.Calls;

public sealed class CallCursorTests
{
    private static readonly CallCursor Cursor = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(6), Guid.NewGuid());

    [Fact]
    public void TryParse_WhatWasWritten_IsTheSame()
    {
        Assert.True(CallCursor.TryParse(Cursor.ToString(), out var parsed));
        Assert.Equal(Cursor, parsed);
        Assert.Equal(Uri.EscapeDataString(Cursor.ToString()), Cursor.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("                                ")]
    [InlineData("________________________________")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍")]
    public void TryParse_AnythingElse_IsFalse(string text)
    {
        Assert.False(CallCursor.TryParse(text, out var parsed));
        Assert.Null(parsed);
    }

    [Fact]
    public void TryParse_AnyByteChanged_NeverThrows()
    {
        var text = Cursor.ToString();
        for (var at = 0; at < text.Length; at++)
        {
            for (var other = '\0'; other < '\u0100'; other++)
            {
                _ = CallCursor.TryParse(text[..at] + other + text[(at + 1)..], out _);
            }
        }
    }
}
