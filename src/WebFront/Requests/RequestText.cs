using System.Text;

namespace OrleansCalls.WebFront.Requests;

/// <summary>What a text from outside must hold to.</summary>
internal static class RequestText
{
    /// <summary>Why a text cannot be stored as it is, or null. Postgres refuses U+0000; half a surrogate pair has no UTF-8.</summary>
    public static string? WhyUnfit(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return "must not contain U+0000";
        return IsWellFormed(text) ? null : "must not contain half a surrogate pair";
    }

    /// <summary>Why a name is refused, or null: 1 to <paramref name="maxChars"/> characters and at most 256 bytes.</summary>
    public static string? WhyNoName(string text, int maxChars)
    {
        if (text.Length < 1 || text.Length > maxChars)
            return $"must have 1 to {maxChars} characters";
        return WhyUnfit(text) ?? (Encoding.UTF8.GetByteCount(text) > 256 ? "must have at most 256 bytes" : null);
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var read) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[read..];
        }

        return true;
    }
}
